import { and, eq, inArray, sql } from 'drizzle-orm';
import type { Actor } from '#core/access/index.ts';
import { type Context, transaction } from '#core/context/index.ts';
import { record } from '#core/ledger/index.ts';
import { notFound, Refusal } from '#core/refusal/index.ts';
import type { BidValue } from '../../bid.ts';
import { reviewBid } from '../reviewer-tables.ts';
import { ownPairs } from './bid-list.ts';
import { openBidding } from './bidding.ts';

export interface SaveBidsInput {
	call: string;
	stage: string;
	/** By the key under which a submission goes on this person's list; 0 takes a bid back. */
	bids: ReadonlyMap<string, BidValue | 0>;
}

/**
 * Keeps what a member of a panel would like to review. All or nothing: a key that is not on his list is a submission that is
 * none of his business.
 * @returns how many bids have changed
 * @throws Refusal `signed-out`, `not-found`, `forbidden`; `closed` (`bidding-not-yet`, `bidding-over`)
 */
export async function saveBids(ctx: Context, actor: Actor, input: SaveBidsInput): Promise<number> {
	return transaction(ctx, async (tx) => {
		const bidding = await openBidding(tx, actor, input.call, input.stage);
		const { call, stage, person, window } = bidding;
		if (window.at !== 'open') throw new Refusal('closed', window.at === 'before' ? 'bidding-not-yet' : 'bidding-over');
		const { pairs } = await ownPairs(tx, bidding);
		const byKey = new Map(pairs.map((pair) => [bidding.keyOf(pair.id), pair]));
		const changed = [...input.bids].flatMap(([key, value]) => {
			const pair = byKey.get(key);
			if (!pair) throw notFound();
			return pair.bid === value ? [] : [{ id: pair.id, value }];
		});
		if (changed.length === 0) return 0;
		const place = { callId: call.callId, stageId: stage.id, personId: person, at: tx.clock.edition.now() };
		const kept = changed.filter(({ value }) => value !== 0);
		if (kept.length > 0) {
			await tx.db
				.insert(reviewBid)
				.values(kept.map(({ id, value }) => ({ ...place, applicationId: id, value })))
				.onConflictDoUpdate({
					target: [reviewBid.stageId, reviewBid.applicationId, reviewBid.personId],
					set: { value: sql`excluded.value`, at: place.at },
				});
		}
		await tx.db.delete(reviewBid).where(
			and(
				eq(reviewBid.stageId, stage.id),
				eq(reviewBid.personId, person),
				inArray(
					reviewBid.applicationId,
					changed.filter(({ value }) => value === 0).map(({ id }) => id),
				),
			),
		);
		// How many, not on what: who runs the call reads the ledger.
		await record(tx, actor, {
			action: 'bid',
			subject: { type: 'call', id: call.callId },
			scope: call.scope,
			data: { stage: stage.id, changed: changed.length },
		});
		return changed.length;
	});
}
