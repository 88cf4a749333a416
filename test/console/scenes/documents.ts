/** 材料: sent from a browser to the bucket, through everything that is between. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { JPEG, PDF, PNG, pdfWith } from '../../support/documents.ts';
import { type Office, openCase } from '../office.ts';
import { expectGood } from './pages.ts';

const file = (name: string, buffer: Buffer) => ({ name, mimeType: 'application/octet-stream', buffer });

export function documents(office: () => Office): void {
  test('several are sent at once, each says what became of it; what fails is sent again, and what is refused is not', async () => {
    const caseId = await openCase(office(), 81);
    const { page, open, complaints } = await office().desk('李文静');
    await open(`/cases/${caseId}`);
    const section = page.getByRole('region', { name: '材料' });
    await section.getByText('还缺 1 种必收材料。').waitFor();
    await section.getByLabel('添加哪种材料').selectOption({ label: '身份证件（必收）' });

    // Each connection to the bucket breaks off once.
    let broken = false;
    await page.route(/\/pending\//, async (route) => {
      if (broken) return route.continue();
      broken = true;
      return route.abort('connectionreset');
    });
    const chosen = section.getByLabel('选择文件');
    await chosen.setInputFiles([
      file('郭长河身份证正面.png', PNG),
      file('反面.jpg', JPEG),
      file('脚本.pdf', pdfWith('9 0 obj << /S /JavaScript /JS (x) >> endobj')),
      file('网页.png', Buffer.from('<html>')),
      file('照片.HEIC', Buffer.from('x')),
    ]);
    await section.getByText('上传完毕。').waitFor();
    for (const words of ['这份 PDF 中有脚本', '按文件内容判断', '这是 HEIC 照片', '系统没有应答'])
      await section.getByText(words).first().waitFor();
    const again = section.getByRole('button', { name: '重新上传' });
    expect(await again.count()).toBe(1);
    await again.click();
    await section.getByText('必收材料已齐。').waitFor();
    await expect.poll(() => section.locator('.there li').count()).toBe(2);

    await section.getByLabel('添加哪种材料').selectOption({ label: '其他材料' });
    await chosen.setInputFiles([file('同一份.png', PNG), file('说明.pdf', PDF)]);
    await section.getByText('这份文件已经在案件中').waitFor();
    await expect.poll(() => section.locator('.there li').count()).toBe(3);
    await chosen.setInputFiles(Array.from({ length: 200 }, (_, at) => file(`${at}.png`, PNG)));
    await section.getByText('选了 200 份，这个案件最多还能收 97 份').waitFor();
    expect(complaints.filter((one) => !/pending|connection|ERR_|409|422/i.test(one))).toEqual([]);
  });

  test('pictures are looked at, a PDF is saved and what is wrong is struck out, by keys alone, under another name of the machine', async () => {
    const caseId = await openCase(office(), 82);
    const desk = await office().desk('李文静', { url: office().cloud.url.replace('127.0.0.1', 'localhost') });
    const { page, open, complaints } = desk;
    await open(`/cases/${caseId}`);
    const section = page.getByRole('region', { name: '材料' });
    await section.getByLabel('添加哪种材料').selectOption({ label: '身份证件（必收）' });
    await section
      .getByLabel('选择文件')
      .setInputFiles([file('正面.png', PNG), file('反面.jpg', JPEG), file('说明.pdf', PDF)]);
    await section.getByText('上传完毕。').waitFor();
    await expect.poll(() => section.locator('.there li').count()).toBe(3);
    const press = async (name: string | RegExp, at = 0) => {
      await section.getByRole('button', { name }).nth(at).focus();
      await page.keyboard.press('Enter');
    };

    for (const at of [0, 1]) {
      await press(/^查看第/, at);
      const picture = page.getByRole('dialog').locator('img');
      await picture.waitFor();
      await expect.poll(() => page.evaluate('document.querySelector(".document-picture").naturalWidth')).toBe(1);
      await expectGood(desk, `picture ${at}`);
      await page.keyboard.press('Escape');
      await picture.waitFor({ state: 'hidden' });
    }
    const [saved] = await Promise.all([page.waitForEvent('download'), press(/^下载/)]);
    expect(saved.suggestedFilename()).toMatch(/身份证件\.pdf$/);
    expect(readFileSync(await saved.path())).toEqual(PDF);

    await press(/^作废/, 2);
    await page.keyboard.type('传错了人的材料');
    await page.keyboard.press('Enter');
    await section.getByText('已作废：传错了人的材料').waitFor();
    await expectGood(desk, 'documents');
    expect(complaints).toEqual([]);
  });
}
