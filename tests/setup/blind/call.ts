import type { CallInput } from '../../../src/modules/calls/call.ts';
import { callSchema } from '../../../src/modules/calls/call.ts';

const both = (en: string) => ({ en, zh: `${en}（样例）` });
const file = (id: string, type: string): CallInput['form']['fields'][number] => ({
	id,
	kind: 'file',
	label: both(id),
	visibleTo: 'reviewers',
	types: [type],
	maxBytes: 5_000_000,
});
const docx = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

/** Minutes from an instant as a local time of Shanghai: `2021-10-10T09:05`. */
const local = (at: number, minutes: number) =>
	new Date(at + minutes * 60_000 + 8 * 3_600_000).toISOString().slice(0, 16);

/**
 * A call in which everything that can name somebody is asked, all of it for reviewers too, with letters of referees, bids,
 * discussion and answers to the reviews. Open for ten minutes from now.
 */
export function huntedCall(slug: string, blind: 'double' | 'single', now: number, kind: 'review' | 'jury' = 'review') {
	const reviewers = { visibleTo: 'reviewers' } as const;
	const personal = { purpose: both('To reach you.'), retention: { after: 'edition-end', days: 30 } } as const;
	const fields: CallInput['form']['fields'] = [
		{ id: 'title', kind: 'short-text', role: 'title', label: both('Title'), required: true, ...reviewers },
		{ id: 'abstract', kind: 'long-text', role: 'abstract', label: both('Abstract'), ...reviewers },
		{
			...{ id: 'authors', kind: 'person-list', role: 'contributors', label: both('Authors'), ...reviewers },
			...{ needs: ['family'], presenter: 'none', min: 0 },
		},
		{
			...{ id: 'referees', kind: 'person-list', role: 'referees', label: both('Referees'), ...reviewers },
			...{ needs: ['family', 'email'], presenter: 'none', min: 0 },
		},
		{ id: 'house', kind: 'short-text', role: 'organisation', label: both('Institution'), ...reviewers },
		{ id: 'mail', kind: 'email', label: both('Mail'), ...reviewers },
		{ id: 'home', kind: 'link', label: both('Page'), ...reviewers },
		{ id: 'town', kind: 'place', label: both('Town'), ...reviewers },
		{ id: 'phone', kind: 'short-text', label: both('Phone'), ...reviewers, ...(personal as object) },
		{ id: 'kept', kind: 'short-text', label: both('For the organisers'), visibleTo: 'organisers' },
		file('paper', 'application/pdf'),
		file('slides', docx),
		file('photo', 'image/jpeg'),
	];
	return callSchema.parse({
		slug,
		title: both(`Hunted ${slug}`),
		summary: both('A sample.'),
		numberPrefix: slug.slice(0, 1).toUpperCase(),
		window: { zone: 'Asia/Shanghai', opens: local(now, -60), closes: local(now, 10) },
		form: { fields },
		attestations: [
			{
				...{ id: 'letter', label: both('Letter of a referee'), request: both('Please tell us what you think.') },
				...{ from: 'referees', readBy: 'organisers', toReviewers: true, dueDays: 30 },
				fields: [{ id: 'said', kind: 'long-text', label: both('What you think') }],
			},
		],
		stages: [
			{
				...{ id: 'first', kind, label: both('Review'), blind, scoreVisibility: 'after-own' },
				criteria: [{ id: 'novelty', label: both('Novelty') }],
				fields: [{ id: 'said', kind: 'long-text', label: both('For everybody'), visibleTo: 'public' }],
				...{ comments: ['to-panel', 'to-applicant'], metaReview: true, subReviewers: true, confidence: true },
				bidding: { opens: local(now, 11), closes: local(now, 6000) },
				discussion: { opens: local(now, 11), closes: local(now, 9000) },
				rebuttal: { opens: local(now, 11), closes: local(now, 9000), showPoints: true },
				closes: local(now, 6000),
				outcomes: [
					{ id: 'yes', label: both('Accepted'), effect: 'accept' },
					{ id: 'no', label: both('Not accepted'), effect: 'reject' },
				],
			},
		],
	});
}
