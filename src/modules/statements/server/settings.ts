import { eq } from 'drizzle-orm';
import type { Actor } from '#core/access/index.ts';
import { endOfDay, instantOf } from '#core/clock/index.ts';
import { type Context, transaction } from '#core/context/index.ts';
import { record } from '#core/ledger/index.ts';
import { invalid, type Problem } from '#core/refusal/index.ts';
import { settingsSchema, type StatementSettings } from '../statement.ts';
import { bumpStatement, openStatement, scopeOf } from './load.ts';
import { statement } from './tables.ts';

/** The instant of a local time; `T24:00` is the end of that day. */
export function instantOfLocal(local: string, zone: string): number {
	return local.endsWith('T24:00') ? endOfDay(local.slice(0, 10), zone) : instantOf(local, zone);
}

/** Reads settings as they were posted. @throws Refusal `invalid` with every problem */
export function readSettings(input: unknown): StatementSettings {
	const read = settingsSchema.safeParse(input);
	if (!read.success) {
		throw invalid(
			read.error.issues.map((issue): Problem => {
				const code = 'params' in issue ? String(issue.params?.code ?? 'not-so') : 'not-so';
				return { path: issue.path.join('.'), code: /^[a-z-]+$/.test(issue.message) ? issue.message : code };
			}),
		);
	}
	const { signing, zone } = read.data;
	if (signing?.until && instantOfLocal(signing.until, zone) <= instantOfLocal(signing.from, zone)) {
		throw invalid([{ path: 'signing.until', code: 'ends-before-it-begins' }]);
	}
	return read.data;
}

/** Settings as the columns that hold them. Pure. */
export function settingColumns({ kind, zone, authoritative, signing }: StatementSettings) {
	return {
		kind,
		zone,
		authoritative,
		signsFrom: signing ? instantOfLocal(signing.from, zone) : null,
		signsUntil: signing?.until ? instantOfLocal(signing.until, zone) : null,
		...(signing
			? { signers: [...signing.as], moderation: signing.moderation, institutions: [...signing.institutions] }
			: {}),
	};
}

/**
 * Says of which kind a statement is, and when and by whom it can be signed. Signatures that were given keep their tier.
 * The authoritative language stays once something is released: it decides what was signed.
 * @throws Refusal `invalid` with every problem; `not-found`, `forbidden`
 */
export async function saveSettings(
	ctx: Context,
	actor: Actor,
	input: { statement: string; settings: unknown },
): Promise<void> {
	return transaction(ctx, async (tx) => {
		const row = await openStatement(tx, actor, input.statement, 'statement.release', { lock: true });
		const settings = readSettings(input.settings);
		if (row.releasedAt !== null && settings.authoritative !== row.authoritative) {
			throw invalid([{ path: 'authoritative', code: 'released-already' }]);
		}
		await tx.db.update(statement).set(settingColumns(settings)).where(eq(statement.id, row.id));
		await record(tx, actor, {
			action: 'set',
			subject: { type: 'statement', id: row.id },
			scope: scopeOf(row),
			data: { settings },
		});
		await bumpStatement(tx, row.id);
	});
}
