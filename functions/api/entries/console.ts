/**
 * The Lambda function that serves the console's files from the API's own origin. It answers without a token: the files
 * hold no data, and the page signs in before it asks the API for any.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { z } from 'zod';
import { readConfiguration } from '../../runtime/configuration.ts';

const eventSchema = z.object({
  rawPath: z.string(),
  headers: z.record(z.string(), z.string()).default({}),
});

interface Answer {
  statusCode: number;
  headers: Record<string, string>;
  body?: string;
  isBase64Encoded?: boolean;
}

const CONTENT_TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.md': 'text/markdown; charset=utf-8',
};

const configuration = readConfiguration([
  'CONSOLE_OIDC_ISSUER',
  'CONSOLE_OIDC_DISCOVERY',
  'CONSOLE_OIDC_CLIENT_ID',
  'DOCUMENTS_ORIGIN',
  'ESTIMATE_PAGE',
]);
const signIn = {
  issuer: configuration.CONSOLE_OIDC_ISSUER,
  discovery:
    configuration.CONSOLE_OIDC_DISCOVERY === 'of-issuer'
      ? `${configuration.CONSOLE_OIDC_ISSUER.replace(/\/$/, '')}/.well-known/openid-configuration`
      : configuration.CONSOLE_OIDC_DISCOVERY,
  clientId: configuration.CONSOLE_OIDC_CLIENT_ID,
};

/** Nothing beside the page's own, where the bucket is reached at that. */
const ofDocuments = configuration.DOCUMENTS_ORIGIN === 'of-request' ? [] : [configuration.DOCUMENTS_ORIGIN];

/** Compressed when the console was built; beside this module. */
const folder = join(import.meta.dirname, 'site');
const files = new Map(
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => {
      const path = join(entry.parentPath, entry.name);
      const name = path.slice(folder.length + 1).replaceAll('\\', '/');
      return [name.replace(/\.gz$/, ''), readFileSync(path)] as const;
    }),
);

/**
 * A page may reach its own origin, the issuer, where it trades its code for a token, and the documents' bucket, to which
 * it sends files and from which it shows pictures.
 */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  // antd sets its colours as a style element; nothing that anybody typed is ever written into one.
  "style-src 'self' 'unsafe-inline'",
  `img-src ${["'self'", 'data:', ...ofDocuments].join(' ')}`,
  "font-src 'self'",
  `connect-src ${["'self'", ...originOf(signIn.discovery), ...originOf(signIn.issuer), ...ofDocuments].join(' ')}`,
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

function originOf(url: string): string[] {
  return URL.canParse(url) ? [new URL(url).origin] : [];
}

const ALWAYS = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin-allow-popups',
};

export async function handler(event: unknown): Promise<Answer> {
  const { rawPath, headers } = eventSchema.parse(event);
  // `/console/` is no address of the console: a greedy rest of a route is never empty.
  if (rawPath === '/') return { statusCode: 302, headers: { ...ALWAYS, location: '/console' } };
  const path = rawPath.replace(/^\/console\/?/, '');
  if (path === 'config.json') {
    return {
      statusCode: 200,
      headers: { ...ALWAYS, 'content-type': 'application/json', 'cache-control': 'no-store' },
      body: JSON.stringify({ ...signIn, estimate: configuration.ESTIMATE_PAGE === 'on' }),
    };
  }
  const file = files.get(path);
  if (file) return send(path, file, headers, { 'cache-control': 'public, max-age=31536000, immutable' });
  const page = files.get('index.html');
  if (path.startsWith('assets/') || !page) {
    return {
      statusCode: 404,
      headers: { ...ALWAYS, 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' },
      body: '没有这个文件',
    };
  }
  // Every other path is a page of the console, which its router knows.
  return send('index.html', page, headers, { 'cache-control': 'no-cache', 'content-security-policy': policy });
}

function send(
  name: string,
  compressed: Buffer,
  asked: Record<string, string>,
  headers: Record<string, string>,
): Answer {
  const takesGzip = /\bgzip\b/.test(asked['accept-encoding'] ?? '');
  const body = takesGzip ? compressed : gunzipSync(compressed);
  return {
    statusCode: 200,
    headers: {
      ...ALWAYS,
      ...headers,
      'content-type': CONTENT_TYPES[extname(name)] ?? 'application/octet-stream',
      vary: 'accept-encoding',
      ...(takesGzip && { 'content-encoding': 'gzip' }),
    },
    body: body.toString('base64'),
    isBase64Encoded: true,
  };
}
