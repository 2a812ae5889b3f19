import { sql } from 'drizzle-orm';
import { system } from '#core/access/index.ts';
import { type Context, transaction } from '#core/context/index.ts';
import { many } from '#core/database/index.ts';
import { removeFiles } from '#core/files/index.ts';
import { record } from '#core/ledger/index.ts';
import { scopeOf } from '../subject.ts';
import type { RetentionRule } from './rules.ts';

/** Takes the answers to a field out of drafts that were never handed in, when their edition is over for long enough. */
export async function purgeDrafts(ctx: Context, rule: RetentionRule): Promise<void> {
	const { callId, formVersion, field } = rule;
	await transaction(ctx, async (tx) => {
		const drafts = await many<{ id: string }>(
			tx.db,
			sql`update draft set answers = answers - ${field.id}::text, revision = revision + 1
				where call_id = ${callId} and form_version = ${formVersion} and application_id is null
					and answers ? ${field.id}::text returning id`,
		);
		if (drafts.length === 0) return;
		const ids = drafts.map(({ id }) => id);
		const files = await many<{ id: string }>(
			tx.db,
			sql`delete from application_file where field = ${field.id} and application_id is null
				and draft_id = any(${sql.param(ids)}::text[]) returning id`,
		);
		await removeFiles(
			tx,
			files.map(({ id }) => id),
		);
		await record(tx, system('retention'), {
			action: 'purge-answer',
			subject: { type: 'call', id: callId },
			scope: scopeOf(rule),
			data: { field: field.id, form: formVersion, drafts: drafts.length, files: files.length },
		});
	});
}
