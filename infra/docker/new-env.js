// Prints an .env for compose with new secrets in it: node infra/docker/new-env.js > infra/docker/.env
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';

const example = readFileSync(new URL('./.env.example', import.meta.url), 'utf8');
// The file must not be readable by others; a shell redirection makes it with the umask of the shell.
process.stdout.write(
  example.replaceAll(/^([A-Z_]+)=$/gm, (_line, name) => `${name}=${randomBytes(32).toString('hex')}`),
);
