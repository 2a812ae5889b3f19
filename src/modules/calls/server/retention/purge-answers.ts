import { type SQL, sql } from 'drizzle-orm';
import { day } from '#core/clock/index.ts';
import { type Context, transaction } from '#core/context/index.ts';
import { many } from '#core/database/index.ts';
import { scopeOf } from '../subject.ts';
import { purgeApplication } from './purge-application.ts';
import { keptAttestations, purgeAttestations } from './purge-attestations.ts';
import { purgeDrafts } from './purge-drafts.ts';
import { type RetentionRule, retentionRules } from './rules.ts';

/** So many applications are taken for each rule in one round; the next round takes the next. */
const batch = 500;

export interface PurgeDoor {
	/** The first instant after each of these editions; those that are not there are left out. */
	editionEnds(ctx: Context, editionIds: readonly string[]): Promise<ReadonlyMap<string, number>>;
}

/**
 * Deletes the answers whose time is over (`retention` of their field): from every version and draft, with their files,
 * from what lists and searches know, and what others have answered to questions that say so. A proof of it stays in the ledger. Asks the stored answers each time, so that
 * a backup brought back is cleaned again by the next round. Twice is once.
 * @returns how many applications lost an answer
 */
export async function purgeAnswers(ctx: Context, door: PurgeDoor): Promise<number> {
	const rules = await retentionRules(ctx);
	const kept = await keptAttestations(ctx);
	if (rules.length + kept.length === 0) return 0;
	const editions = [
		...new Set([...rules, ...kept].flatMap(({ editionId }) => (editionId === null ? [] : [editionId]))),
	];
	const ends = await door.editionEnds(ctx, editions);
	const due = new Map<string, RetentionRule[]>();
	for (const rule of rules) {
		// A standing call has no edition to end with: its own window ends it.
		const endsAt = rule.editionId === null ? rule.closesAt : ends.get(rule.editionId);
		const when = dueWhen(ctx, rule, endsAt);
		if (when === null) continue;
		for (const id of await applicationsDue(ctx, rule, when)) due.set(id, [...(due.get(id) ?? []), rule]);
		if (rule.retention.after === 'edition-end') await purgeDrafts(ctx, rule);
	}
	for (const [application, over] of due) {
		const scope = scopeOf(over[0] as RetentionRule);
		await transaction(ctx, (tx) => purgeApplication(tx, { application, scope, rules: over }));
	}
	const answered = await purgeAttestations(ctx, kept, ends);
	return new Set([...due.keys(), ...answered]).size;
}

/** Of which applications `a` the time is over; null of none yet. */
function dueWhen(ctx: Context, { retention }: RetentionRule, endsAt: number | undefined): SQL | null {
	const before = ctx.clock.edition.now() - retention.days * day;
	const instant = sql`${new Date(before).toISOString()}::timestamptz`;
	switch (retention.after) {
		case 'submission':
			return sql`a.submitted_at <= ${instant}`;
		case 'announcement':
			// What was withdrawn before anything was made known is settled by that.
			return sql`coalesce((select max(d.announced_at) from determination d where d.application_id = a.id),
				case when a.state = 'withdrawn' then a.changed_at end) <= ${instant}`;
		case 'edition-end':
			return endsAt !== undefined && endsAt <= before ? sql`true` : null;
	}
}

/** The applications that still hold an answer to the field, and should not any more. One query. */
async function applicationsDue(ctx: Context, { callId, formVersion, field }: RetentionRule, when: SQL) {
	const rows = await many<{ id: string }>(
		ctx.db,
		sql`select a.id from application a
			where a.call_id = ${callId} and ${when} and exists (select 1 from application_version v
				where v.application_id = a.id and v.form_version = ${formVersion} and v.answers ? ${field.id}::text)
			order by a.submitted_at limit ${batch}`,
	);
	return rows.map(({ id }) => id);
}
