// Why a file could not be read or written, in words: the messages of Node begin with the code of the error and name the
// call of the operating system. https://nodejs.org/api/errors.html#common-system-errors

const reasons: Readonly<Record<string, string>> = {
  EACCES: 'this user has no permission',
  EBUSY: 'another program uses it',
  EDQUOT: 'the disk quota is used up',
  EEXIST: 'it exists already',
  EIO: 'the disk reported an error',
  EISDIR: 'it is a directory, not a file',
  ELOOP: 'too many symbolic links follow each other',
  EMFILE: 'too many files are open',
  ENAMETOOLONG: 'the name is too long',
  ENFILE: 'too many files are open',
  ENOENT: 'there is no such file or directory',
  ENOSPC: 'the disk is full',
  ENOTDIR: 'a part of the path is a file, not a directory',
  ENOTEMPTY: 'the directory is not empty',
  EPERM: 'the operating system does not permit it',
  EROFS: 'the file system is read-only',
};

/** undefined: the error is not about a file. */
export function fileReason(error: unknown): string | undefined {
  const { code = '', syscall = '', message } = (error ?? {}) as NodeJS.ErrnoException;
  // Of assertFile, in words already.
  if (code === 'ENOTFILE') return message;
  // A program that cannot be started has the same codes, and so has a port.
  const isOfFile = syscall !== '' && !/^(spawn|listen|connect|bind|getaddrinfo|kill)/.test(syscall);
  return isOfFile ? reasons[code] : undefined;
}

/** The same, after the path: for a sentence that names neither. */
export function fileProblem(error: unknown): string | undefined {
  const reason = fileReason(error);
  const { path } = (error ?? {}) as NodeJS.ErrnoException;
  return reason === undefined || path === undefined ? reason : `${path}: ${reason}`;
}
