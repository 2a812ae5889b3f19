import { fail, redirect } from '@sveltejs/kit';
import { localePath } from '#core/i18n/index.ts';
import { type Problem, Refusal } from '#core/refusal/index.ts';
import { checkDesign, publishDesign } from '#modules/calls/server/index.ts';
import { sayFinding } from '#modules/calls/ui/design/finding-words.ts';
import { frameOf } from '../../../design-frame.ts';
import { openDesign, surroundingsOf } from '../../../open-design.ts';
import { placeOfFinding } from '../../../finding-place.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { ctx, actor, locale } = event.locals;
	const open = await openDesign(event);
	const { definition } = open.design;
	const findings = await checkDesign(ctx, actor, {
		design: open.design.id,
		...(await surroundingsOf(ctx, open.design.editionId)),
	});
	const said = (all: readonly Problem[]) =>
		all.map((one) => ({ ...placeOfFinding(definition, one, open.base, locale), text: sayFinding(one, locale) }));
	return {
		frame: frameOf(open, findings, locale),
		problems: said(findings.problems),
		frozen: said(findings.frozen),
		advice: said(findings.advice),
		revision: open.design.revision,
	};
};

export const actions: Actions = {
	publish: async (event) => {
		const { ctx, actor, locale } = event.locals;
		const open = await openDesign(event);
		const revision = Number((await event.request.formData()).get('revision'));
		let next: string;
		try {
			const { editionId, id } = open.design;
			const made = await publishDesign(ctx, actor, { design: id, revision, ...(await surroundingsOf(ctx, editionId)) });
			const desk = editionId === null && open.edition !== null ? made.slug : open.desk.slug;
			next = `/desk/${desk}/calls/${made.slug}?done=${made.changed ? 'published' : 'unchanged'}`;
		} catch (refusal) {
			if (!(refusal instanceof Refusal) || (refusal.kind !== 'invalid' && refusal.kind !== 'conflict')) throw refusal;
			const refused = refusal.kind === 'invalid' && refusal.problems[0] ? refusal.problems[0] : refusal;
			return fail(409, { refused: sayFinding(refused, locale) });
		}
		redirect(303, localePath(locale, next));
	},
};
