import { and, eq, inArray, ne, sql } from 'drizzle-orm';
import { system } from '#core/access/index.ts';
import { day, unschedule } from '#core/clock/index.ts';
import { type Context, transaction } from '#core/context/index.ts';
import { many } from '#core/database/index.ts';
import { removeFiles } from '#core/files/index.ts';
import { record } from '#core/ledger/index.ts';
import type { Field } from '../../form.ts';
import { attestation, attestationFile, attestationLink } from '../attestation-tables.ts';
import { attestationDueKinds } from '../attestations/due-kinds.ts';
import { type CallPlace, scopeOf } from '../subject.ts';
import { application, call, callWindow } from '../tables.ts';

/** What somebody has answered to questions of a rule that says for how long they are kept. */
export interface KeptAttestation extends CallPlace {
	id: string;
	applicationId: string;
	ruleId: string;
	/** The questions whose answers are kept for a time only, and are there. */
	fields: Field[];
	answeredAt: number | null;
	/** When the application was last told something, or was withdrawn before that; null: neither yet. */
	settledAt: number | null;
	/** First instant after the window of the call. */
	closesAt: number;
}

/** The answers of others that are kept for a time only. One query. */
export async function keptAttestations(ctx: Context): Promise<KeptAttestation[]> {
	const rows = await ctx.db
		.select({
			id: attestation.id,
			applicationId: attestation.applicationId,
			ruleId: attestation.ruleId,
			rule: attestation.rule,
			answered: sql<string[]>`array(select jsonb_object_keys(${attestation.answers}))`,
			answeredAt: attestation.answeredAt,
			settled: sql<string | null>`(extract(epoch from coalesce(
				(select max(d.announced_at) from determination d where d.application_id = ${application.id}),
				case when ${application.state} = 'withdrawn' then ${application.changedAt} end)) * 1000)::bigint`,
			callId: call.id,
			editionId: call.editionId,
			organisationId: call.organisationId,
			closesAt: callWindow.graceEndsAt,
		})
		.from(attestation)
		.innerJoin(application, eq(application.id, attestation.applicationId))
		.innerJoin(call, eq(call.id, application.callId))
		.innerJoin(callWindow, eq(callWindow.callId, call.id))
		.where(and(ne(attestation.answers, {}), sql`jsonb_path_exists(${attestation.rule}, '$.fields[*].retention')`))
		.orderBy(attestation.applicationId, attestation.id);
	return rows.flatMap(({ rule, answered, settled, ...row }) => {
		const fields = rule.fields.filter(({ id, retention }) => retention !== undefined && answered.includes(id));
		return fields.length === 0 ? [] : [{ ...row, fields, settledAt: settled === null ? null : Number(settled) }];
	});
}

/**
 * Deletes the answers of others whose time is over, with their files; that they answered stays, and a proof in the ledger.
 * `submission` counts from when they answered.
 * @param endsAt the first instant after an edition, by its id
 * @returns the applications that lost such an answer
 */
export async function purgeAttestations(
	ctx: Context,
	kept: readonly KeptAttestation[],
	endsAt: ReadonlyMap<string, number>,
): Promise<Set<string>> {
	const now = ctx.clock.edition.now();
	const purged = new Set<string>();
	for (const one of kept) {
		const from = {
			submission: one.answeredAt,
			announcement: one.settledAt,
			'edition-end': one.editionId === null ? one.closesAt : (endsAt.get(one.editionId) ?? null),
		};
		const over = one.fields.filter(({ retention }) => {
			const since = retention ? from[retention.after] : null;
			return retention !== undefined && since !== null && since + retention.days * day <= now;
		});
		if (over.length === 0) continue;
		await transaction(ctx, (tx) => forgetAnswers(tx, one, over));
		purged.add(one.applicationId);
	}
	return purged;
}

async function forgetAnswers(tx: Context, one: KeptAttestation, over: readonly Field[]): Promise<void> {
	const ids = over.map(({ id }) => id);
	// The application first, as whoever brings its attestations up to date.
	await tx.db
		.select({ id: application.id })
		.from(application)
		.where(eq(application.id, one.applicationId))
		.for('update');
	await tx.db
		.update(attestation)
		.set({
			answers: sql`${attestation.answers} - ${sql.param(ids)}::text[]`,
			revision: sql`${attestation.revision} + 1`,
		})
		.where(eq(attestation.id, one.id));
	const files = await tx.db
		.delete(attestationFile)
		.where(and(eq(attestationFile.attestationId, one.id), inArray(attestationFile.field, ids)))
		.returning({ id: attestationFile.id });
	await removeFiles(
		tx,
		files.map(({ id }) => id),
	);
	await record(tx, system('retention'), {
		action: 'purge-answer',
		subject: { type: 'application', id: one.applicationId },
		scope: scopeOf(one),
		data: { attestation: one.id, rule: one.ruleId, fields: ids, files: files.length },
	});
}

/**
 * Forgets who was named in a list of people whose time is over, where he was asked for something because of it: his name,
 * his address, the links to his page. What he answered has a time of its own. Part of the caller's transaction.
 * @returns how many
 */
export async function forgetNamed(tx: Context, applicationId: string, field: string): Promise<number> {
	const rows = await many<{ id: string }>(
		tx.db,
		sql`update attestation set name = '', address = id, entry = null,
				state = case when state = 'asked' then 'withdrawn' else state end
			where application_id = ${applicationId} and rule ->> 'from' = ${field} and address <> id
				and not exists (select 1 from application_version v where v.application_id = ${applicationId} and v.answers ? ${field}::text)
			returning id`,
	);
	const ids = rows.map(({ id }) => id);
	if (ids.length === 0) return 0;
	await tx.db.delete(attestationLink).where(inArray(attestationLink.attestationId, ids));
	for (const id of ids) for (const kind of Object.values(attestationDueKinds)) await unschedule(tx, kind, id);
	return ids.length;
}

/**
 * Forgets what was replied to requests that asked for a field whose time is over: in words they say what it said. Part of
 * the caller's transaction. @returns how many requests lost their replies
 */
export async function forgetReplies(tx: Context, applicationId: string, field: string): Promise<number> {
	const rows = await many<{ id: string }>(
		tx.db,
		sql`update info_request set replies = '{}'
			where application_id = ${applicationId} and state <> 'open' and fields ? ${field}::text and replies <> '{}' returning id`,
	);
	return rows.length;
}
