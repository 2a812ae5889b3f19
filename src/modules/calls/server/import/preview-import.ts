import { eq, lt } from 'drizzle-orm';
import type { Actor } from '#core/access/index.ts';
import { type Context, transaction } from '#core/context/index.ts';
import { newId } from '#core/ids/index.ts';
import type { ImportReport } from '../../import-row.ts';
import { applicationImport, applicationSource } from '../list-tables.ts';
import { requirePerson } from '../subject.ts';
import { importCall, ownImport } from './own-import.ts';
import { readAside } from './read-aside.ts';

/** What was only looked at is forgotten after a day: it holds what others have said. */
const forgottenAfter = 86_400_000;

export interface ImportView {
	id: string;
	call: string;
	name: string;
	report: ImportReport;
	/** `running`: a job enters it. */
	state: 'read' | 'running' | 'done';
	/** Why nothing was entered when it was tried. */
	refusal: 'import-outdated' | 'forbidden' | null;
}

/**
 * Reads a file of applications for a call and says what would be entered and what is wrong, row by row. Nothing is entered.
 * @returns the id under which it can be entered
 * @throws Refusal `not-found`, `forbidden`; `invalid` and `too-large` as `readAside`
 */
export async function previewImport(
	ctx: Context,
	actor: Actor,
	input: { desk: string; call: string; name: string; bytes: Uint8Array },
): Promise<string> {
	const personId = requirePerson(actor);
	const stored = await importCall(ctx, actor, input.desk, ({ call }) => call.slug === input.call);
	const { form, window } = stored.call;
	const at = { at: ctx.clock.edition.now(), zone: window.zone };
	const entered = await ctx.db
		.select({ id: applicationSource.externalId })
		.from(applicationSource)
		.where(eq(applicationSource.callId, stored.callId));
	const known = entered.map(({ id }) => id);
	const { rows, report } = await readAside({ bytes: input.bytes, form, at, known });
	const id = newId();
	const madeAt = ctx.clock.process.now();
	await transaction(ctx, async (tx) => {
		await tx.db.delete(applicationImport).where(lt(applicationImport.madeAt, madeAt - forgottenAfter));
		const name = input.name.slice(0, 200);
		await tx.db
			.insert(applicationImport)
			.values({ id, desk: input.desk, callId: stored.callId, personId, name, rows, report, madeAt });
	});
	return id;
}

/** A file that was read, as its page shows it. @throws Refusal `not-found` for another's */
export async function readImportView(
	ctx: Context,
	actor: Actor,
	input: { desk: string; import: string },
): Promise<ImportView> {
	const found = await ownImport(ctx, actor, input);
	const stored = await importCall(ctx, actor, input.desk, ({ callId }) => callId === found.callId);
	const { id, name, report, refusal } = found;
	const state = found.doneAt !== null ? 'done' : found.begunAt !== null ? 'running' : 'read';
	return { id, call: stored.call.slug, name, report, state, refusal };
}
