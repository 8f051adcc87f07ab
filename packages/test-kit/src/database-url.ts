/** The same server's URL with another database. */
export const withDatabase = (url: string, database: string): string => url.replace(/^(\w+:\/\/[^/?]*)(?:\/[^?]*)?/, `$1/${database}`);

/** The same database's URL with another login. */
export const withLogin = (url: string, login: string, password?: string): string =>
  url.replace(
    /^(\w+:\/\/)(?:[^@/]*@)?/,
    `$1${encodeURIComponent(login)}${password === undefined ? '' : `:${encodeURIComponent(password)}`}@`,
  );
