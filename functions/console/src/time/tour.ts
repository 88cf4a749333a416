/** 入门: what each role does first on a machine for practice; every step is tried at once. */
export interface TourStep {
  /** Below `/console`. */
  path: string;
  title: string;
  says: string;
}

const DESK: readonly TourStep[] = [
  {
    path: '/new/late-payment',
    title: '受理一件逾期参保缴费',
    says: '证件号码照抄“练习用的人和文件”里的一位。填完号码会先查此人已有的案件和缴费；右边随填随算：缴多少、等多久、依据哪一条。',
  },
  {
    path: '/tasks',
    title: '办理待办',
    says: '剩余时限少的排在前面。打开一件，逐项勾选需要确认的内容，按 a 到“同意”；拿不准的可以退回补正、写批注，或者转交同事。',
  },
  {
    path: '/deadlines',
    title: '看期限',
    says: '上方“过 7 天”“过 30 天”可以把时间往后拨：缴费期限、等待期、提醒都会照着走，不必真的等。',
  },
  {
    path: '/reminders',
    title: '看发出去的提醒',
    says: '拨过时间以后，这里列出通知了谁、通知了什么、没有送到的为什么。',
  },
  {
    path: '/statistics',
    title: '看统计',
    says: '受理和办结了多少、用了几天、哪些数值总要人来补充。税务确认缴费、财政支付退费，请退出后用陈晓燕、何立新的身份做。',
  },
];

export const TOURS: Readonly<Record<string, readonly TourStep[]>> = {
  caseworker: DESK,
  approver: [
    {
      path: '/tasks',
      title: '复核',
      says: '先看“该我办的”：金额大的退费要由复核人同意，受理和初审的人不能复核自己的案件。',
    },
    ...DESK.slice(2),
  ],
  tax: [
    {
      path: '/payments',
      title: '确认一笔缴费',
      says: '案件等待缴费时，按通知书上的金额登记凭证号和收款日期；金额不符的会交经办核对。',
    },
    {
      path: '/imports',
      title: '导入一批缴费',
      says: '“练习用的人和文件”里有一份缴费明细，可以直接导入；有错的行会单独给出，改好再导入，不会重复入账。',
    },
  ],
  treasury: [
    {
      path: '/exchange',
      title: '领取退费指令',
      says: '按天下载指令文件，支付以后上传结果；同一条结果上传两次也只算一次。',
    },
  ],
  university: [
    {
      path: '/batches',
      title: '提交一批离校学生的退费',
      says: '“练习用的人和文件”里有一份离校名单。上传后先逐行核对、勾稽人数，改好错行再提交。',
    },
  ],
  policy_officer: [
    {
      path: '/policies',
      title: '看一份政策表',
      says: '每个数值旁边是它的条款原文。“从政策文件开始”可以把一份新文件读成政策表：逐条接受、修改或退回，另一位政策人员同意后发布。',
    },
  ],
  auditor: [
    {
      path: '/cases',
      title: '抽查一件案件',
      says: '打开案件，依据、意见、操作记录都在；“调取审计包”得到一份可以独立校验的压缩包。',
    },
    {
      path: '/statistics',
      title: '看统计',
      says: '受理、办结、退费和追回的数目，都可以下载核对。',
    },
  ],
};
