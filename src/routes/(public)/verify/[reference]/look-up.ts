import type { Context } from '#core/context/index.ts';
import { type Bilingual, inLocale, type Locale } from '#core/i18n/index.ts';
import { verifyCertificate } from '#modules/fulfilments/server/index.ts';
import { verifyReference } from '#modules/letters/server/index.ts';
import { verifySnapshot } from '#modules/statements/server/index.ts';
import { messages } from '#modules/statements/ui/messages.ts';
import { letterWords } from '#modules/letters/ui/messages.ts';

/** What a page says of a sheet of ours, a letter or a certificate. */
export interface VerifiedSheet {
	what: 'letter' | 'certificate' | 'snapshot';
	recipient: string;
	/** Which letter; what the certificate is for. */
	kind: string;
	title: string;
	outcome: string;
	at: number;
	rehearsal: boolean;
	/** Of a list of signatories: of which statement, and since when names on it are taken back. */
	list?: { slug: string; digest: string; withheldAt: number | null };
}

export interface LookedUp {
	verdict: 'malformed' | 'unknown' | 'revoked' | 'copied' | 'valid';
	reference: string;
	sheet: VerifiedSheet | null;
	revoked: { at: number; reason: string } | null;
	/** Whether the file that was shown is it; null when none was. */
	sameFile: boolean | null;
}

/**
 * What is known of the sheet with this reference: a letter, a certificate, or a list of those who signed a statement.
 * @param pdfDigest of the file that is said to be it
 */
export async function lookUp(ctx: Context, reference: string, locale: Locale, pdfDigest?: string): Promise<LookedUp> {
	const text = (value: Partial<Bilingual>) => inLocale(value, locale).text;
	const found = await verifyReference(ctx, reference, pdfDigest);
	if ('letter' in found) {
		const { letter } = found;
		return {
			verdict: found.verdict,
			reference: found.reference,
			sheet: {
				what: 'letter',
				recipient: text(letter.recipient),
				kind: letterWords[locale].heading[letter.effect],
				title: letter.title,
				outcome: text(letter.outcome),
				at: letter.at,
				rehearsal: letter.rehearsal,
			},
			revoked: found.verdict === 'revoked' ? { at: found.revokedAt, reason: text(found.reason) } : null,
			sameFile: found.sameFile,
		};
	}
	const nothing = { reference: found.reference, sheet: null, revoked: null, sameFile: null };
	if (found.verdict === 'malformed') return { verdict: 'malformed', ...nothing };
	const other = await verifyCertificate(ctx, reference, pdfDigest);
	if (!('certificate' in other)) return listOfSignatories(ctx, reference, locale, nothing, pdfDigest);
	const { certificate } = other;
	return {
		verdict: other.verdict,
		reference: certificate.number,
		sheet: {
			what: 'certificate',
			recipient: certificate.holders[locale],
			kind: text(certificate.heading),
			title: certificate.title,
			outcome: text(certificate.outcome),
			at: certificate.at,
			rehearsal: certificate.rehearsal,
		},
		revoked: other.verdict === 'revoked' ? { at: other.revokedAt, reason: text(other.reason) } : null,
		sameFile: other.sameFile,
	};
}

/** A list of those who signed a statement, or nothing. */
async function listOfSignatories(
	ctx: Context,
	reference: string,
	locale: Locale,
	nothing: Pick<LookedUp, 'reference' | 'sheet' | 'revoked' | 'sameFile'>,
	pdfDigest?: string,
): Promise<LookedUp> {
	const found = await verifySnapshot(ctx, reference, pdfDigest);
	if (!('snapshot' in found)) return { verdict: 'unknown', ...nothing };
	const { snapshot } = found;
	const words = messages[locale];
	return {
		verdict: found.verdict,
		reference: snapshot.reference,
		sheet: {
			what: 'snapshot',
			recipient: '',
			kind: words.signatories.title,
			title: inLocale(snapshot.titles, locale).text,
			outcome: `${words.version(snapshot.version)} · ${words.namedCount(snapshot.named, snapshot.anonymous)}`,
			at: snapshot.at,
			rehearsal: snapshot.rehearsal,
			list: { slug: snapshot.slug, digest: snapshot.digest, withheldAt: snapshot.withheldAt },
		},
		revoked: null,
		sameFile: found.sameFile,
	};
}
