import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { RequestHandler } from 'express';

/**
 * The query page at / and /explorer: one file of our own that loads nothing from anywhere. Its content security policy
 * allows exactly its own script and style, and requests to this gateway.
 */
export function explorerPage(): RequestHandler {
  const html = readFileSync(new URL('./explorer.html', import.meta.url), 'utf8');
  const policy = [
    "default-src 'none'",
    `script-src '${hashOf(html, 'script')}'`,
    `style-src '${hashOf(html, 'style')}'`,
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
  return (request, response, next) => {
    const isPage = request.path === '/' || request.path === '/explorer';
    if (!isPage || (request.method !== 'GET' && request.method !== 'HEAD')) return next();
    response.setHeader('content-security-policy', policy);
    response.setHeader('referrer-policy', 'no-referrer');
    response.type('html').send(html);
  };
}

function hashOf(html: string, element: string): string {
  const [, text = ''] = new RegExp(`<${element}>([\\s\\S]*?)</${element}>`).exec(html) ?? [];
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}
