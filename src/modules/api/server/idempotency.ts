import { createHash } from 'node:crypto';
import { and, eq, lt } from 'drizzle-orm';
import { day } from '#core/clock/index.ts';
import { type Context, transaction } from '#core/context/index.ts';
import { ApiProblem } from './problem.ts';
import { apiIdempotency } from './tables.ts';

/** How long an answer is kept for repetitions of its request (process time). */
export const idempotencyLife = day;

/** An answer that can be given again. */
export interface KeptAnswer {
	status: number;
	body: string;
	headers: Record<string, string>;
}

/**
 * Does something once for a key of a person. The row stands in the transaction of the effect: after a crash both are
 * there or neither. A second request under the key waits for the first, then gets its answer; a refused one leaves
 * nothing, so that it can be mended and sent again under the same key.
 * @param work must use the context it is given
 * @throws ApiProblem 400 (`bad-idempotency-key`), 422 (`idempotency-key-reused`)
 */
export async function once(
	ctx: Context,
	at: { personId: string; key: string; method: string; path: string; body: Uint8Array },
	work: (ctx: Context) => Promise<KeptAnswer>,
): Promise<KeptAnswer & { again: boolean }> {
	const { personId, key, method, path, body } = at;
	if (!/^[\x21-\x7e]{1,255}$/.test(key)) throw new ApiProblem(400, 'bad-idempotency-key');
	const requestDigest = createHash('sha256').update(`${method} ${path}\n`).update(body).digest('hex');
	const now = ctx.clock.process.now();
	const own = and(eq(apiIdempotency.personId, personId), eq(apiIdempotency.key, key));
	return transaction(ctx, async (tx) => {
		await tx.db.delete(apiIdempotency).where(and(own, lt(apiIdempotency.at, now - idempotencyLife)));
		// Waits here while another request under this key is being done.
		const [mine] = await tx.db
			.insert(apiIdempotency)
			.values({ personId, key, requestDigest, status: 0, body: '', headers: {}, at: now })
			.onConflictDoNothing()
			.returning({ key: apiIdempotency.key });
		if (!mine) {
			const [kept] = await tx.db.select().from(apiIdempotency).where(own);
			if (!kept) throw new Error('an idempotency key vanished while it was looked at');
			if (kept.requestDigest !== requestDigest) throw new ApiProblem(422, 'idempotency-key-reused');
			return { status: kept.status, body: kept.body, headers: kept.headers, again: true };
		}
		const answer = await work(tx);
		await tx.db.update(apiIdempotency).set(answer).where(own);
		return { ...answer, again: false };
	});
}

/** Forgets the answers that nobody can ask for again. */
export async function sweepIdempotency(ctx: Context): Promise<void> {
	await ctx.db.delete(apiIdempotency).where(lt(apiIdempotency.at, ctx.clock.process.now() - idempotencyLife));
}
