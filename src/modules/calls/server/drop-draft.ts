import { and, eq, isNull } from 'drizzle-orm';
import type { Context } from '#core/context/index.ts';
import { removeFiles } from '#core/files/index.ts';
import { applicationFile, draft } from './tables.ts';

/** Deletes a draft with the files that came with it and are in no version. Part of the caller's transaction. */
export async function dropDraft(ctx: Context, draftId: string): Promise<void> {
	const files = await ctx.db
		.delete(applicationFile)
		.where(and(eq(applicationFile.draftId, draftId), isNull(applicationFile.applicationId)))
		.returning({ id: applicationFile.id });
	await removeFiles(
		ctx,
		files.map((file) => file.id),
	);
	await ctx.db.delete(draft).where(eq(draft.id, draftId));
}
