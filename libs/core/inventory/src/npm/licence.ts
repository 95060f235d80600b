import { asObject, asText } from '../text/json.ts';

const MAX_LICENCES = 16;

/** Licences of a package.json: `license` as text, the older `{ type }`, and the oldest list `licenses`. */
export function readLicences(license: unknown, licenses?: unknown): string[] {
  const stated = Array.isArray(license) ? license : [license];
  const listed = Array.isArray(licenses) ? (licenses as unknown[]) : [];
  const found: string[] = [];
  for (const one of [...(stated as unknown[]), ...listed].slice(0, MAX_LICENCES)) {
    const text = asText(one) ?? asText(asObject(one)?.['type']);
    if (text !== undefined && text.length <= 1024 && !found.includes(text)) found.push(text);
  }
  return found;
}
