import { alpineSecdb } from './alpine-secdb.ts';
import type { FormatReader } from './format.ts';
import { nodejsSecurityWg } from './nodejs-security-wg.ts';
import { rubysec } from './rubysec.ts';
import { rustsec } from './rustsec.ts';

/** The formats that are turned into OSV. A new one is a file in this folder and a line here. */
export const FORMATS: readonly FormatReader[] = [alpineSecdb, rustsec, rubysec, nodejsSecurityWg];
