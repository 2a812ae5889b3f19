import { eq, sql } from 'drizzle-orm';
import { system } from '#core/access/index.ts';
import type { Context } from '#core/context/index.ts';
import { many } from '#core/database/index.ts';
import { removeFiles } from '#core/files/index.ts';
import { forgetSigns } from '../identification/note-signs.ts';
import { record } from '#core/ledger/index.ts';
import { project } from '../../projection.ts';
import { newestVersion } from '../add-version.ts';
import { derivedOf } from '../derived.ts';
import { purgedJob } from '../job-names.ts';
import { lockChangeOf } from '../load-draft.ts';
import { application, call } from '../tables.ts';
import { forgetNamed, forgetReplies } from './purge-attestations.ts';
import type { RetentionRule } from './rules.ts';

/** Who deletes: nobody presses a button. */
const retention = system('retention');

interface Due {
	application: string;
	/** The edition or standing call that its events are filed under. */
	scope: string;
	rules: readonly RetentionRule[];
}

/**
 * Takes the answers to these fields out of an application, wherever they lie: versions of the forms that say so, the
 * change that is being written, files with all their addresses, who was asked because of them, what was replied about
 * them, and the columns that lists and searches read. Part of the caller's transaction.
 */
export async function purgeApplication(tx: Context, { application: id, scope, rules }: Due): Promise<void> {
	await lockChangeOf(tx, id);
	const [found] = await tx.db
		.select({ id: application.id, callId: application.callId, version: application.version, settings: call.settings })
		.from(application)
		.innerJoin(call, eq(call.id, application.callId))
		.where(eq(application.id, id))
		.for('update', { of: application });
	if (!found) return;
	const proofs: ({ field: string; form: number; versions: number[]; files: number } & Record<string, unknown>)[] = [];
	for (const { field, formVersion } of rules) {
		const versions = await forgetInVersions(tx, id, formVersion, field.id);
		if (versions.length === 0) continue;
		await tx.db.execute(sql`update draft set answers = answers - ${field.id}::text, revision = revision + 1
			where application_id = ${id} and form_version = ${formVersion} and answers ? ${field.id}::text`);
		const files = await forgetFiles(tx, id, field.id);
		const named = await forgetNamed(tx, id, field.id);
		const replies = await forgetReplies(tx, id, field.id);
		const elsewhere = { ...(named > 0 ? { named } : {}), ...(replies > 0 ? { replies } : {}) };
		proofs.push({ field: field.id, form: formVersion, versions, files, ...elsewhere });
	}
	if (proofs.length === 0) return;
	await forgetSigns(tx, id);
	const { form, answers } = await newestVersion(tx, found);
	// The track is where it was decided to be. That it is a minor's stays known when the age is not.
	const { track: _, ...lists } = project(form, answers);
	const { facts, likeness } = derivedOf(form, found.settings, answers);
	await tx.db
		.update(application)
		.set({ ...lists, facts, likeness })
		.where(eq(application.id, id));
	await record(
		tx,
		retention,
		...proofs.map((data) => ({ action: 'purge-answer', subject: { type: 'application', id }, scope, data })),
	);
	await tx.jobs.enqueue(tx, purgedJob, { application: id, fields: proofs.map(({ field }) => field) });
}

/** @returns the versions that held an answer */
async function forgetInVersions(tx: Context, id: string, formVersion: number, field: string): Promise<number[]> {
	// The one exception that the trigger on versions knows, as long as it is said.
	await tx.db.execute(sql`select set_config('orrery.erasing', 'yes', true)`);
	const rows = await many<{ version: number }>(
		tx.db,
		sql`update application_version set answers = answers - ${field}::text
			where application_id = ${id} and form_version = ${formVersion} and answers ? ${field}::text returning version`,
	);
	await tx.db.execute(sql`select set_config('orrery.erasing', '', true)`);
	return rows.map(({ version }) => version).sort((a, b) => a - b);
}

/** The files that came for a field and are in no version any more; their bytes go with the next sweep. */
async function forgetFiles(tx: Context, id: string, field: string): Promise<number> {
	const rows = await many<{ id: string }>(
		tx.db,
		sql`delete from application_file f where f.field = ${field}
			and (f.application_id = ${id} or f.draft_id in (select d.id from draft d where d.application_id = ${id}))
			and not exists (select 1 from application_version v
				where v.application_id = ${id} and v.answers -> f.field ->> 'file' = f.id)
			returning f.id`,
	);
	await removeFiles(
		tx,
		rows.map((row) => row.id),
	);
	return rows.length;
}
