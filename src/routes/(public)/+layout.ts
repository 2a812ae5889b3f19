// Public pages are the same for everybody and carry no script but `static/reader.js`.
export const csr = false;
