// The sheet shows how components behave with script, too.
export const csr = true;
