import type { Context } from '#core/context/index.ts';
import type { Bilingual } from '#core/i18n/index.ts';
import type { ApplicationHead } from '#modules/calls/server/index.ts';
import { editionById, letterImages, lettersOf, organisationsById } from '#modules/editions/server/index.ts';
import { sampleSeal, sampleSignature } from '#modules/letters/server/index.ts';
import type { CertificateIssuer } from '../certificate.ts';

/**
 * In whose name the certificates of a call are given: the committee of its edition with seal and signatures, or a standing
 * call itself. A rehearsal shows sample pictures, never a committee's own.
 */
export async function issuerOf(ctx: Context, head: ApplicationHead): Promise<CertificateIssuer> {
	const edition = head.editionId === null ? undefined : await editionById(ctx, head.editionId);
	const own = edition && (await lettersOf(ctx, edition.id));
	if (!edition) {
		const name = whole(head.callTitle);
		const owner = (await organisationsById(ctx, [head.organisationId])).get(head.organisationId);
		return {
			code: head.callSlug,
			short: '',
			name,
			zone: head.zone,
			issuer: owner ? whole(owner.name) : name,
			signatories: [],
			...(ctx.clock.rehearsal ? { seal: sampleSeal } : {}),
		};
	}
	const letterhead = own?.letterhead;
	const signatories = letterhead?.signatories ?? [];
	const images = await letterImages(ctx, edition.id, [
		letterhead?.seal,
		letterhead?.logo,
		...signatories.map(({ signature }) => signature),
	]);
	const image = (id: string | undefined) => (id === undefined ? undefined : images.get(id));
	const seal = ctx.clock.rehearsal ? sampleSeal : image(letterhead?.seal);
	const logo = image(letterhead?.logo);
	return {
		code: edition.slug,
		short: edition.short,
		name: whole(edition.name),
		days: { starts: edition.starts, ends: edition.ends },
		zone: edition.zone,
		issuer: letterhead?.letterhead.issuer ?? whole(edition.name),
		signatories: signatories.slice(0, 3).map(({ name, signature }) => {
			const picture = ctx.clock.rehearsal ? sampleSignature : image(signature);
			return { name, ...(picture ? { image: picture } : {}) };
		}),
		...(seal ? { seal } : {}),
		...(logo ? { logo } : {}),
	};
}

/** A text in both languages, where only one was written the same in the other. */
export function whole(text: Partial<Bilingual>): Bilingual {
	return { en: text.en || text.zh || '', zh: text.zh || text.en || '' };
}
