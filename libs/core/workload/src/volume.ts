import { isMembers } from './reader.ts';
import type { Members, Reader } from './reader.ts';
import type { Volume } from './workload.ts';

/** Which member of a volume source names what is mounted. */
const SOURCE_NAME: Readonly<Record<string, string>> = {
  hostPath: 'path',
  secret: 'secretName',
  configMap: 'name',
  persistentVolumeClaim: 'claimName',
  nfs: 'path',
  csi: 'driver',
  image: 'reference',
};

/** The volumes of a pod spec. A volume with no source is an emptyDir, as the API server defaults it. */
export function readVolumes(reader: Reader, spec: Members, path: string): readonly Volume[] {
  return reader.objects(spec, 'volumes', path).flatMap((volume) => {
    const name = reader.text(volume, 'name', `${path}.volumes`) ?? '';
    const types = Object.keys(volume).filter((member) => member !== 'name' && isMembers(volume[member]));
    if (types.length === 0) return [{ name, type: 'emptyDir', source: undefined }];
    return types.map((type) => readSource(reader, volume, { name, type, path: `${path}.volumes` }));
  });
}

function readSource(reader: Reader, volume: Members, at: { name: string; type: string; path: string }): Volume {
  const source = reader.object(volume, at.type, at.path);
  const member = SOURCE_NAME[at.type];
  return {
    name: at.name,
    type: at.type,
    source: member === undefined ? undefined : reader.text(source, member, `${at.path}.${at.type}`),
  };
}
