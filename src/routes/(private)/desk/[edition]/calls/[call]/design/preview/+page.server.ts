import { formSchema } from '#modules/calls/form.ts';
import { sampleAnswersOf } from '#modules/calls/sample-answers.ts';
import { checkDesign } from '#modules/calls/server/index.ts';
import { formWithTracks } from '#modules/calls/track-options.ts';
import { answersFor, formFor } from '#modules/calls/visibility.ts';
import { frameOf } from '../../../design-frame.ts';
import { openDesign, surroundingsOf } from '../../../open-design.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { ctx, actor, locale } = event.locals;
	const open = await openDesign(event);
	const surroundings = await surroundingsOf(ctx, open.design.editionId);
	const findings = await checkDesign(ctx, actor, { design: open.design.id, ...surroundings });
	const as = event.url.searchParams.get('as') === 'reviewer' ? 'reviewer' : 'applicant';
	const asked = event.url.searchParams.get('in');
	const language = asked === 'en' || asked === 'zh' ? asked : locale;
	const parsed = formSchema.safeParse(open.design.definition.form);
	const whole = parsed.success ? formWithTracks(parsed.data, surroundings) : null;
	const answers = whole ? sampleAnswersOf(whole, language) : {};
	const reader = { circle: 'reviewers', addresses: [] } as const;
	return {
		frame: frameOf(open, findings, locale),
		as: as as 'applicant' | 'reviewer',
		language: language as 'en' | 'zh',
		form: whole && (as === 'reviewer' ? formFor(whole, reader) : whole),
		answers: whole && as === 'reviewer' ? answersFor(whole, answers, reader) : answers,
	};
};
