import { join } from 'node:path';
import { dockerArchiveOf, imageOf, ociLayoutOf, tarOfFiles, writeFiles } from '@bulkhead/testing';
import type { TarMember, TestImage } from '@bulkhead/testing';

/**
 * A Debian 12 image in four layers: the system, a Node application, a Python one, and a layer that takes axios away and
 * upgrades openssl in the package database.
 */
export function shopImage(name = 'registry.example/shop/checkout:1.4'): TestImage {
  const before = [dpkg('openssl', '3.0.9-1'), dpkg('curl', '7.88.1-10')];
  const after = [dpkg('openssl', '3.0.11-1'), dpkg('curl', '7.88.1-10')];
  const system = [
    file('etc/os-release', 'ID=debian\nVERSION_ID="12"\nPRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\n'),
    file('var/lib/dpkg/status', before.join('\n')),
  ];
  const node = [npm('minimist', '1.2.5'), npm('lodash', '4.17.20'), npm('axios', '1.5.0')];
  const python = [pypi('requests', '2.30.0')];
  const top = [file('app/node_modules/.wh.axios', ''), file('var/lib/dpkg/status', after.join('\n'))];
  return imageOf({ layers: [system, node, python, top], name, settings: { User: '10001' } });
}

/** Writes an image as `docker save` does; gives the source to scan. */
export async function saveDockerArchive(folder: string, image: TestImage): Promise<string> {
  await writeFiles(folder, new Map([['image.tar', tarOfFiles(dockerArchiveOf([image]))]]));
  return `docker-archive:${join(folder, 'image.tar')}`;
}

/** Writes an image as an OCI layout; gives the source to scan. */
export async function saveOciLayout(folder: string, image: TestImage): Promise<string> {
  await writeFiles(join(folder, 'layout'), ociLayoutOf([image]));
  return `oci:${join(folder, 'layout')}`;
}

function file(path: string, content: string): TarMember {
  return { path, content: Buffer.from(content) };
}

function npm(name: string, version: string): TarMember {
  return file(`app/node_modules/${name}/package.json`, JSON.stringify({ name, version, license: 'MIT' }));
}

function pypi(name: string, version: string): TarMember {
  const text = `Metadata-Version: 2.1\nName: ${name}\nVersion: ${version}\nLicense: Apache-2.0\n\n`;
  return file(`usr/lib/python3/dist-packages/${name}-${version}.dist-info/METADATA`, text);
}

function dpkg(name: string, version: string): string {
  return `Package: ${name}\nStatus: install ok installed\nArchitecture: amd64\nVersion: ${version}\n`;
}
