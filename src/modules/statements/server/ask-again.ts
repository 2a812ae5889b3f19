import { and, asc, eq, gt, lt } from 'drizzle-orm';
import { type Context, transaction } from '#core/context/index.ts';
import { inLocale } from '#core/i18n/index.ts';
import type { JobHandlers } from '#core/jobs/index.ts';
import { nextOfPace, queueMail } from '#core/mail/index.ts';
import { askAgainJob } from './job-names.ts';
import { letterKeys, signatureMailKind } from './letters.ts';
import { calledBy, letterHead, newSignatureLink, releasedStatement, signatureAddress } from './mail.ts';
import { againMail } from './mail-texts.ts';
import { signature } from './signature-tables.ts';
import { statementVersion } from './tables.ts';
import { ownerOfLetter } from './whose.ts';

/** So many are asked in one transaction. */
const batch = 200;
/** So many letters leave in a minute: nobody waits for them, and others do. */
const perMinute = 600;

/** Asks who signed an earlier version, batch after batch, each once: a letter's key is the signature and the version. */
async function askAgain(
	ctx: Context,
	{ statement, version, after }: { statement: string; version: number; after: number },
) {
	await transaction(ctx, async (tx) => {
		const row = await releasedStatement(tx, statement);
		// A still newer version asks by itself.
		if (row?.currentVersion !== version) return;
		const [made] = await tx.db
			.select({ note: statementVersion.note })
			.from(statementVersion)
			.where(and(eq(statementVersion.statementId, statement), eq(statementVersion.number, version)));
		const asked = await tx.db
			.select()
			.from(signature)
			.where(and(eq(signature.statementId, statement), lt(signature.version, version), gt(signature.position, after)))
			.orderBy(asc(signature.position))
			.limit(batch);
		const pace = { name: `statement-again:${statement}`, perMinute };
		const notBefore = await nextOfPace(tx, pace);
		const heads = { en: await letterHead(tx, row, 'en'), zh: await letterHead(tx, row, 'zh') };
		for (const [place, one] of asked.entries()) {
			if (one.state === 'refused') continue;
			const { locale } = one;
			await queueMail(tx, {
				key: letterKeys.again(one.id, version),
				kind: signatureMailKind,
				to: { name: '', address: one.email },
				locale,
				...againMail.fill(locale, {
					...heads[locale],
					name: calledBy(one.contact?.signer ?? one.names, locale),
					signed: String(one.version),
					version: String(version),
					note: inLocale(made?.note ?? {}, locale).text,
					link: signatureAddress(tx, locale, await newSignatureLink(tx, one.id)),
				}),
				notBefore,
				pace: { ...pace, place },
				...(await ownerOfLetter(tx, one.personId, one.email)),
			});
		}
		const last = asked.at(-1);
		if (asked.length === batch && last) {
			await tx.jobs.enqueue(tx, askAgainJob, { statement, version, after: last.position });
		}
	});
}

export const askAgainHandlers: JobHandlers = {
	[askAgainJob]: (ctx, data) => askAgain(ctx, data as unknown as Parameters<typeof askAgain>[1]),
};
