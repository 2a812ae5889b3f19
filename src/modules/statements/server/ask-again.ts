import { and, asc, eq, gt, lt } from 'drizzle-orm';
import { type Context, transaction } from '#core/context/index.ts';
import { inLocale } from '#core/i18n/index.ts';
import type { JobHandlers } from '#core/jobs/index.ts';
import { knownKeys, type NewMail, nextOfPace, queueMail } from '#core/mail/index.ts';
import { askAgainJob } from './job-names.ts';
import { letterKeys, signatureMailKind } from './letters.ts';
import type { StatementRow } from './load.ts';
import { calledBy, letterHead, newSignatureLink, releasedStatement, signatureAddress } from './mail.ts';
import { againMail } from './mail-texts.ts';
import { signature } from './signature-tables.ts';
import { statementVersion } from './tables.ts';
import { ownerOfLetter } from './whose.ts';

/** So many are asked in one transaction. */
const batch = 200;
/** So many letters leave in a minute: nobody waits for them, and others do. */
const perMinute = 600;

type SignatureRow = typeof signature.$inferSelect;

/** What the letters about one version have in common. Five queries. */
async function lettersAbout(tx: Context, row: StatementRow, version: number) {
	const [made] = await tx.db
		.select({ note: statementVersion.note })
		.from(statementVersion)
		.where(and(eq(statementVersion.statementId, row.id), eq(statementVersion.number, version)));
	const heads = { en: await letterHead(tx, row, 'en'), zh: await letterHead(tx, row, 'zh') };
	return { version, heads, note: made?.note ?? {} };
}

/** Asks one who signed an earlier version, once: the letter's key is the signature and the version. */
async function askSigner(
	tx: Context,
	one: SignatureRow,
	{ version, heads, note }: Awaited<ReturnType<typeof lettersAbout>>,
	when: Pick<NewMail, 'notBefore' | 'pace'> = {},
): Promise<void> {
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
			note: inLocale(note, locale).text,
			link: signatureAddress(tx, locale, await newSignatureLink(tx, one.id)),
		}),
		...when,
		...(await ownerOfLetter(tx, one.personId, one.email)),
	});
}

/**
 * Asks somebody whose letter was still open when a new version came out: he has signed what he had before him, and the others
 * have been asked. Part of the caller's transaction.
 */
export async function askLateSigner(tx: Context, row: StatementRow, made: SignatureRow): Promise<void> {
	const version = row.currentVersion ?? made.version;
	if (made.version < version) await askSigner(tx, made, await lettersAbout(tx, row, version));
}

/** Asks who signed an earlier version, batch after batch. */
async function askAgain(
	ctx: Context,
	{ statement, version, after }: { statement: string; version: number; after: number },
) {
	await transaction(ctx, async (tx) => {
		const row = await releasedStatement(tx, statement);
		// A still newer version asks by itself.
		if (row?.currentVersion !== version) return;
		const asked = await tx.db
			.select()
			.from(signature)
			.where(and(eq(signature.statementId, statement), lt(signature.version, version), gt(signature.position, after)))
			.orderBy(asc(signature.position))
			.limit(batch);
		const pace = { name: `statement-again:${statement}`, perMinute };
		const notBefore = await nextOfPace(tx, pace);
		const letters = await lettersAbout(tx, row, version);
		const known = await knownKeys(
			tx,
			asked.map(({ id }) => letterKeys.again(id, version)),
		);
		for (const [place, one] of asked.entries()) {
			// Asked by himself, or by this job before it was begun anew: a link needs a letter that holds it.
			if (one.state === 'refused' || known.has(letterKeys.again(one.id, version))) continue;
			await askSigner(tx, one, letters, { notBefore, pace: { ...pace, place } });
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
