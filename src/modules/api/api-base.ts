/** Where the interface stands. Its version rises only when something is taken away or means something else. */
export const apiBase = '/api/v1';
