import type { Context } from '#core/context/index.ts';

/** Makes an empty folder what it is to be: a rehearsal gets IPSPACE 2021 and its invented people, a real one nothing. */
export async function setUpFolder(_ctx: Context, _fresh: boolean): Promise<void> {}
