// The image's health check, since it has no curl: exits 0 when the URL answers 200.
const [url = ''] = process.argv.slice(2);
try {
  const { status } = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(4000) });
  process.exitCode = status === 200 ? 0 : 1;
} catch {
  process.exitCode = 1;
}
