import { eq } from 'drizzle-orm';
import type { Context } from '#core/context/index.ts';
import { isDigest } from '#core/files/index.ts';
import type { Bilingual } from '#core/i18n/index.ts';
import { invalid } from '#core/refusal/index.ts';
import type { LetterEffect } from '../compose.ts';
import { isReference, normaliseReference } from '../reference.ts';
import { letter } from './tables.ts';

/** What anyone who holds a reference may read of its letter. */
export interface LetterFacts {
	reference: string;
	/** In each language as printed; empty when the person's data was erased. */
	recipient: Partial<Bilingual>;
	effect: LetterEffect;
	outcome: Partial<Bilingual>;
	title: string;
	/** Edition time. */
	at: number;
	editionId: string;
	rehearsal: boolean;
}

/**
 * What a check comes to. `malformed`: mistyped or altered, no letter can have it · `unknown`: well formed, but no letter
 * has it · `revoked` · `copied`: the letter exists, but the file shown is not it · `valid` (`sameFile` says whether a file
 * was shown and is the letter).
 */
export type Verification =
	| { verdict: 'malformed' | 'unknown'; reference: string }
	| {
			verdict: 'revoked';
			reference: string;
			letter: LetterFacts;
			revokedAt: number;
			reason: Partial<Bilingual>;
			sameFile: boolean | null;
	  }
	| { verdict: 'copied'; reference: string; letter: LetterFacts; sameFile: false }
	| { verdict: 'valid'; reference: string; letter: LetterFacts; sameFile: true | null };

/**
 * Checks a reference, and a file that is said to be its letter. Anyone may. One query, or none for what can't be a
 * reference.
 * @param reference as typed or scanned
 * @param pdfDigest SHA-256 of the file in hexadecimal, made in the reader's browser or from an upload
 * @throws Refusal `invalid` for a digest that is none
 */
export async function verifyReference(ctx: Context, reference: string, pdfDigest?: string): Promise<Verification> {
	if (pdfDigest !== undefined && !isDigest(pdfDigest)) throw invalid([{ path: 'file', code: 'not-a-digest' }]);
	const normal = normaliseReference(reference).slice(0, 100);
	if (!isReference(normal)) return { verdict: 'malformed', reference: normal };
	const [found] = await ctx.db.select().from(letter).where(eq(letter.reference, normal));
	// A draft was given to nobody, so nobody can hold it.
	if (!found || found.state === 'draft') return { verdict: 'unknown', reference: normal };
	const facts: LetterFacts = {
		reference: normal,
		recipient: found.recipient,
		effect: found.effect,
		outcome: found.outcomeLabel,
		title: found.title,
		at: found.at,
		editionId: found.editionId,
		rehearsal: found.rehearsal,
	};
	const sameFile = pdfDigest === undefined ? null : pdfDigest === found.digest;
	if (found.state === 'revoked') {
		const { revokedAt, revokedReason } = found;
		return {
			verdict: 'revoked',
			reference: normal,
			letter: facts,
			revokedAt: revokedAt ?? found.at,
			reason: revokedReason ?? {},
			sameFile,
		};
	}
	if (sameFile === false) return { verdict: 'copied', reference: normal, letter: facts, sameFile };
	return { verdict: 'valid', reference: normal, letter: facts, sameFile };
}
