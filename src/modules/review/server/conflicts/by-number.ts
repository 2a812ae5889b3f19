import type { Context } from '#core/context/index.ts';
import { applicationIdOf } from '#modules/calls/server/index.ts';

/** The application of a call with a number as people type it (`A-042`, `42`); undefined where there is none. One query. */
export async function applicationByNumber(ctx: Context, callId: string, typed: string): Promise<string | undefined> {
	const digits = /^\s*(?:[A-Za-z]{1,8}\s*-?\s*)?(\d{1,9})\s*$/.exec(typed)?.[1];
	return digits === undefined ? undefined : applicationIdOf(ctx, callId, Number(digits));
}
