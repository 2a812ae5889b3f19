import { and, eq, isNotNull, isNull } from 'drizzle-orm';
import { type Actor, actorFor } from '#core/access/index.ts';
import { type Context, transaction } from '#core/context/index.ts';
import type { Locale } from '#core/i18n/index.ts';
import type { JobData } from '#core/jobs/index.ts';
import { Refusal } from '#core/refusal/index.ts';
import { importJob } from '../job-names.ts';
import { applicationImport } from '../list-tables.ts';
import { enterFile, perStatement } from './enter-file.ts';
import { importCall, lockedImport, ownImport } from './own-import.ts';

/**
 * Enters what was read: all of it or nothing. A row whose external id was entered before is left out, so the same file
 * doubles nothing. Nobody is written to unless `mail` is set. Few are entered at once, many by a job, which its page follows;
 * confirming again while it waits begins nothing twice.
 * @returns how many were entered by now
 * @throws Refusal `not-found`, `forbidden`; `conflict` (`import-faulty`; `import-outdated`: it no longer fits the form)
 */
export async function confirmImport(
	ctx: Context,
	actor: Actor,
	input: { desk: string; import: string; mail: boolean; locale: Locale },
): Promise<number> {
	return transaction(ctx, async (tx) => {
		const found = await ownImport(tx, actor, input, true);
		if (found.doneAt !== null) return 0;
		if (found.report.faulty > 0) throw new Refusal('conflict', 'import-faulty');
		if (found.begunAt === null && found.report.fit <= perStatement) return enterFile(tx, actor, found, input);
		await importCall(tx, actor, input.desk, ({ callId }) => callId === found.callId);
		if (found.begunAt === null) {
			const { mail, locale } = input;
			await tx.db
				.update(applicationImport)
				.set({ begunAt: tx.clock.process.now(), mail, locale, refusal: null })
				.where(eq(applicationImport.id, found.id));
		}
		await tx.jobs.enqueue(tx, importJob, { import: found.id });
		return 0;
	});
}

/**
 * Enters a file in the name of whoever confirmed it, with the rights that he has by then; what refuses it is kept for its
 * page. A job; done again it enters nothing, and one that was killed has entered nothing.
 */
export async function carryOutImport(ctx: Context, data: JobData): Promise<void> {
	await transaction(ctx, async (tx) => {
		const found = await lockedImport(tx, String(data.import));
		if (!found || found.begunAt === null || found.doneAt !== null) return;
		const { mail, locale } = found;
		try {
			const actor = await actorFor(tx, found.personId, 'command');
			await transaction(tx, (inner) => enterFile(inner, actor, found, { mail: mail === true, locale: locale ?? 'en' }));
		} catch (error) {
			if (!(error instanceof Refusal)) throw error;
			const refusal = error.code === 'import-outdated' ? error.code : 'forbidden';
			await tx.db.update(applicationImport).set({ begunAt: null, refusal }).where(eq(applicationImport.id, found.id));
		}
	});
}

/** Takes up again what a killed process was entering. @returns how many files */
export async function resumeImports(ctx: Context): Promise<number> {
	const unfinished = await ctx.db
		.select({ import: applicationImport.id })
		.from(applicationImport)
		.where(and(isNotNull(applicationImport.begunAt), isNull(applicationImport.doneAt)));
	await ctx.jobs.enqueueAll(ctx, importJob, unfinished);
	return unfinished.length;
}
