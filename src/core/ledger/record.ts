import { and, asc, eq, type SQL, sql } from 'drizzle-orm';
import type { Actor } from '#core/access/actor.ts';
import { actorName } from '#core/access/actor.ts';
import type { Context } from '#core/context/index.ts';
import { newSecret } from '#core/ids/index.ts';
import { detailDigest } from './digest.ts';
import { ledgerDetail, ledgerEvent } from './tables.ts';

export interface LedgerEvent {
	/** The use case's verb: `submit`, `decide`, `grant` … */
	action: string;
	subject: { type: string; id: string };
	/** The edition (or standing call) it belongs to. */
	scope?: string;
	/** What changed, without personal data: identifiers, states, counts. Stays for ever. */
	data?: Record<string, unknown>;
	/** What changed that is personal, and whose it is. Goes when the person is erased; the chain holds all the same. */
	personal?: { personId: string; detail: Record<string, unknown> };
}

/** Writes events in the caller's transaction; `sealLedger` chains them within a second. One statement (two when personal). */
export async function record(ctx: Context, actor: Actor, ...events: LedgerEvent[]): Promise<void> {
	if (events.length === 0) return;
	const at = ctx.clock.edition.now();
	const salts = events.map((event) => (event.personal ? newSecret() : undefined));
	const rows = await ctx.db
		.insert(ledgerEvent)
		.values(
			events.map((event, position) => ({
				at,
				actor: actorName(actor),
				action: event.action,
				subjectType: event.subject.type,
				subjectId: event.subject.id,
				scope: event.scope ?? null,
				data: event.data ?? {},
				detailDigest: event.personal ? detailDigest(event.personal.detail, salts[position] ?? '') : null,
			})),
		)
		.returning({ id: ledgerEvent.id });
	const details = events.flatMap((event, position) => {
		const row = rows[position];
		return event.personal && row
			? [
					{
						eventId: row.id,
						personId: event.personal.personId,
						detail: event.personal.detail,
						salt: salts[position] ?? '',
					},
				]
			: [];
	});
	if (details.length > 0) await ctx.db.insert(ledgerDetail).values(details);
}

/**
 * The insert of one event as a part of the caller's own statement (`with event as (…)`), for what many do at once and must
 * cost one round trip. Nothing personal.
 * @param from what of the statement it happened to: a table expression; no row, no event
 * @param more what of it only the statement knows: an expression of a JSON object, added to its data
 */
export function eventInsert(
	ctx: Context,
	actor: Actor,
	event: Omit<LedgerEvent, 'personal'>,
	{ from, more }: { from: SQL; more?: SQL },
): SQL {
	const { action, subject, scope = null, data = {} } = event;
	const at = new Date(ctx.clock.edition.now()).toISOString();
	return sql`insert into ${ledgerEvent} (at, actor, action, subject_type, subject_id, scope, data)
		select ${at}::timestamptz, ${actorName(actor)}::text, ${action}::text, ${subject.type}::text, ${subject.id}::text, ${scope}::text,
			${JSON.stringify(data)}::jsonb || ${more ?? sql`'{}'::jsonb`} from ${from}`;
}

export interface HistoryRow {
	id: number;
	at: number;
	actor: string;
	action: string;
	data: Record<string, unknown>;
	detail: Record<string, unknown> | null;
}

/** All that happened to one thing, oldest first. One query. */
export async function historyOf(ctx: Context, subject: { type: string; id: string }): Promise<HistoryRow[]> {
	return ctx.db
		.select({
			id: ledgerEvent.id,
			at: ledgerEvent.at,
			actor: ledgerEvent.actor,
			action: ledgerEvent.action,
			data: ledgerEvent.data,
			detail: ledgerDetail.detail,
		})
		.from(ledgerEvent)
		.leftJoin(ledgerDetail, eq(ledgerDetail.eventId, ledgerEvent.id))
		.where(and(eq(ledgerEvent.subjectType, subject.type), eq(ledgerEvent.subjectId, subject.id)))
		.orderBy(asc(ledgerEvent.id));
}
