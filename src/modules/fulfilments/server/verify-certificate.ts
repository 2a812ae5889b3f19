import { eq } from 'drizzle-orm';
import type { Context } from '#core/context/index.ts';
import { isDigest } from '#core/files/index.ts';
import type { Bilingual } from '#core/i18n/index.ts';
import { invalid } from '#core/refusal/index.ts';
import { mayShowPerson } from '#modules/calls/public-person.ts';
import { applicationHeads } from '#modules/calls/server/index.ts';
import { isReference, normaliseReference } from '#modules/letters/reference.ts';
import { joinNames } from '../public-name.ts';
import { certificate } from './tables.ts';

/** What anyone who holds a number may read of its certificate. */
export interface CertificateFacts {
	number: string;
	/** In each language as printed; of a minor initials; empty when the person's data was erased. */
	holders: Bilingual;
	/** For what. */
	heading: Partial<Bilingual>;
	outcome: Partial<Bilingual>;
	title: string;
	/** Edition time. */
	at: number;
	deskId: string;
	rehearsal: boolean;
}

/** What a check comes to, in the words of `verifyReference` of the letters. */
export type CertificateVerification =
	| { verdict: 'malformed' | 'unknown'; number: string }
	| {
			verdict: 'revoked';
			certificate: CertificateFacts;
			revokedAt: number;
			reason: Partial<Bilingual>;
			sameFile: boolean | null;
	  }
	| { verdict: 'copied'; certificate: CertificateFacts; sameFile: false }
	| { verdict: 'valid'; certificate: CertificateFacts; sameFile: true | null };

/**
 * Checks the number of a certificate, and a file that is said to be it. Anyone may. At most two queries.
 * @param number as typed or scanned
 * @param pdfDigest SHA-256 of the file in hexadecimal
 * @throws Refusal `invalid` for a digest that is none
 */
export async function verifyCertificate(
	ctx: Context,
	number: string,
	pdfDigest?: string,
): Promise<CertificateVerification> {
	if (pdfDigest !== undefined && !isDigest(pdfDigest)) throw invalid([{ path: 'file', code: 'not-a-digest' }]);
	const normal = normaliseReference(number).slice(0, 100);
	if (!isReference(normal)) return { verdict: 'malformed', number: normal };
	const [found] = await ctx.db.select().from(certificate).where(eq(certificate.number, normal));
	// A draft was given to nobody, so nobody can hold it; nor a draft that was revoked.
	if (!found || found.issuedAt === null) return { verdict: 'unknown', number: normal };
	const head = (await applicationHeads(ctx, [found.applicationId])).get(found.applicationId);
	const initials = head !== undefined && !mayShowPerson(head, 'name');
	const facts: CertificateFacts = {
		number: normal,
		holders: { en: joinNames(found.holders, 'en', initials), zh: joinNames(found.holders, 'zh', initials) },
		heading: found.heading,
		outcome: found.outcome,
		title: found.title,
		at: found.at,
		deskId: found.deskId,
		rehearsal: found.rehearsal,
	};
	const sameFile = pdfDigest === undefined ? null : pdfDigest === found.digest;
	if (found.state === 'revoked') {
		const { revokedAt, revokedReason, at } = found;
		return {
			verdict: 'revoked',
			certificate: facts,
			revokedAt: revokedAt ?? at,
			reason: revokedReason ?? {},
			sameFile,
		};
	}
	if (sameFile === false) return { verdict: 'copied', certificate: facts, sameFile };
	return { verdict: 'valid', certificate: facts, sameFile };
}
