import { loader } from '@bulkhead/platform-graphql';
import type { GraphqlContext } from '@bulkhead/platform-graphql';
import type { Image } from './image.ts';
import type { MongoImageStore } from './image.store.ts';

/** An image that nobody scanned is still an image: its digest is all that is known. */
export type KnownImage = Partial<Image> & Pick<Image, 'digest'>;

/** Images by digest, together for one request; null = nobody scanned it. */
export async function loadImage(
  context: GraphqlContext,
  images: MongoImageStore,
  digest: string,
): Promise<Image | null> {
  const batch = loader<string, Image | null>(context, 'image', async (digests) => {
    const found = new Map((await images.findMany(digests)).map((image) => [image.digest, image]));
    return digests.map((each) => found.get(each) ?? null);
  });
  return batch.load(digest);
}

/** The image a subject is, with all that is known of it; null when the subject is something else. */
export async function imageOfSubject(
  context: GraphqlContext,
  images: MongoImageStore,
  { subjectKind, subjectId }: { readonly subjectKind: string | null; readonly subjectId: string | null },
): Promise<KnownImage | null> {
  if (subjectKind !== 'image' || subjectId === null) return null;
  return (await loadImage(context, images, subjectId)) ?? { digest: subjectId };
}
