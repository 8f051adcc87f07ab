/** One entry of a remote listing. Its name may be a person's: it is for comparing with a source's pattern, not for logs. */
export interface RemoteFile {
  readonly name: string;
  /** A file itself: no link, folder, pipe or device. */
  readonly plain: boolean;
  /** `null` where the server tells only while it is read. */
  readonly bytes: number | null;
  /** What changes when the file does: size and time, or an entity tag. `null` where every read is another file. */
  readonly identity: string | null;
}

/** A place with files that is reached over a network: all that a transport has to be. */
export interface RemoteFiles {
  /** @throws TransientError where another try may succeed, TerminalError where it will not. Names no file and no secret. */
  list(): Promise<readonly RemoteFile[]>;
  /**
   * The bytes of a file from an offset on. Ends well only if the file was all that time the one that was listed.
   * @throws TransientError when it stalls, breaks off or changes, TerminalError when this file cannot be had
   */
  read(file: RemoteFile, from: number): AsyncIterable<Uint8Array>;
  close(): Promise<void>;
}

/** Connects. @throws as `list` */
export type OpenRemote = (signal: AbortSignal) => Promise<RemoteFiles>;
