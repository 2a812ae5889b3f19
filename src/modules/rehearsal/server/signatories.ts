import { visitor } from '#core/access/index.ts';
import { day, type DueHandler, schedule } from '#core/clock/index.ts';
import type { Context } from '#core/context/index.ts';
import { confirmSignature, publicStatement, requestSignature } from '#modules/statements/server/index.ts';
import { type InventedSignatory, inventSignatories } from '../world/signatories.ts';

/** The due item by which an invented person signs a statement. */
export const signKind = 'rehearsal.sign';

/** For so long after the release they come. */
const span = 6 * day;

/** Puts the invented signatories of a statement on the due-list, from its release on. Doing it again changes nothing. */
export async function plantSignatories(
	ctx: Context,
	ground: { slug: string; releaseAt: number; count: number },
): Promise<void> {
	await schedule(
		ctx,
		inventSignatories(ground.count).map((signatory) => ({
			at: Math.floor(ground.releaseAt + 60_000 + signatory.arrives * span),
			kind: signKind,
			subject: `${ground.slug}:${signatory.number}`,
			payload: { statement: ground.slug, signatory },
		})),
	);
}

/** An invented person signs and, unless he forgets, confirms: by the use cases that people use, at the planned moment. */
export const sign: DueHandler = async (ctx, item) => {
	const { statement, signatory } = item.payload as { statement: string; signatory: InventedSignatory };
	const { form, language: locale, forgets } = signatory;
	const found = await publicStatement(ctx, statement);
	const digest = found?.texts[locale]?.digest ?? Object.values(found?.texts ?? {})[0]?.digest;
	// Somebody at the desk took it back, or closed it: nobody signs then.
	if (!found || !digest) return;
	const secret = await requestSignature(ctx, visitor, { statement, form, locale, digest, ip: '127.0.0.1' });
	if (secret !== null && !forgets) await confirmSignature(ctx, visitor, { secret, locale });
};
