/** What a tar entry stands for. Devices and FIFOs are `other`: there is nothing to read in them. */
export type TarEntryType = 'file' | 'hardlink' | 'symlink' | 'directory' | 'other';

/** One entry of a tar, its name cleaned and proved to stay below the root. */
export interface TarEntry {
  /** Relative, without `.`, `..`, empty segments or a slash at either end; empty for the root itself. */
  readonly path: string;
  readonly type: TarEntryType;
  /** Bytes of content in the archive; 0 for all but files. */
  readonly size: number;
  /** Permission bits. */
  readonly mode: number;
  /** Of a hard link: clean path of the file it repeats. Of a symbolic link: its target as written. Else empty. */
  readonly linkTarget: string;
  /** The content has holes and is stored without them: it cannot be read as it stands. */
  readonly isSparse: boolean;
  /** Where the content begins, in bytes from the start of the archive. */
  readonly offset: number;
}

/** Takes the content of one entry, piece by piece. The bytes are only valid during the call. */
export interface TarSink {
  write(chunk: Uint8Array): void;
  end(): void;
}

/** Is shown every entry, and says whose content it wants. */
export type TarVisitor = (entry: TarEntry) => TarSink | undefined;
