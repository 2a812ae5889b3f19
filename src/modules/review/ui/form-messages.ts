import { catalogue } from '#core/i18n/index.ts';

/** The parts of a review that every stage words alike. */
export const formMessages = catalogue(
	{
		confidence: {
			label: 'How sure are you?',
			help: 'How well you know the matter, not how good the work is.',
			steps: [
				'Not my field: an educated guess',
				'Somewhat near my field; I may have missed central points',
				'My wider field; I followed the argument, not every detail',
				'My field; I checked the important points',
				'I work on this very matter and checked it carefully',
			],
			of: (value: number) => `Confidence ${value} of 5`,
		},
		notCompetent: {
			title: 'I am not competent to judge this',
			help: 'Say so instead of guessing: no points count, the place is free for somebody else, and nobody takes it amiss. You can still hand a score in while scores are taken.',
			text: 'Why, and who could (for the organisers)',
			submit: 'Say that I am not competent',
			said: 'You said that you are not competent to judge this. No points of yours count.',
			mark: 'Not competent',
		},
		comment: {
			'to-panel': 'Comment for the panel',
			'to-applicant': 'Comment for the applicant',
		},
		commentHelp: {
			'to-panel': 'Read by the organisers and, where the call says so, by the panel. Never by the applicant.',
			'to-applicant': {
				hidden: 'The applicant reads it with the decision, without your name.',
				named: 'The applicant reads it with the decision, with your name.',
				rebuttal: 'It is shown before the decision, too, for an answer.',
			},
		},
		read: {
			organisers: 'Read by organisers and chairs only.',
			reviewers: 'Read by the panel too, when the stage shows reviews.',
			public: 'Read by the panel too, and by the applicant with the decision.',
		},
	},
	{
		confidence: {
			label: '您有多大把握？',
			help: '指您对该主题的熟悉程度，与作品优劣无关。',
			steps: [
				'非本人领域，仅为推测',
				'与本人领域相近，可能遗漏要点',
				'属本人大领域，理解论证，未逐一核对细节',
				'属本人领域，已核对要点',
				'正是本人研究方向，已仔细核对',
			],
			of: (value) => `把握程度 ${value}/5`,
		},
		notCompetent: {
			title: '我不具备评判该申请的专业能力',
			help: '与其猜测，不如说明：不计任何分数，名额将另请他人，也不会有人介意。评分期间您仍可补交评分。',
			text: '原因，以及谁更合适（仅供组委会）',
			submit: '说明我不具备评判能力',
			said: '您已说明不具备评判该申请的专业能力，您的分数不计入。',
			mark: '不具备评判能力',
		},
		comment: { 'to-panel': '给评审组的意见', 'to-applicant': '给申请人的意见' },
		commentHelp: {
			'to-panel': '由组委会查看；征集规定可见时，评审组也可查看。申请人不会看到。',
			'to-applicant': {
				hidden: '申请人将随决定一并看到，不署您的姓名。',
				named: '申请人将随决定一并看到，并署您的姓名。',
				rebuttal: '决定之前也会向申请人展示，供其答复。',
			},
		},
		read: {
			organisers: '仅组委会与主席可见。',
			reviewers: '本阶段公开评审意见时，评审组也可见。',
			public: '评审组可见，申请人也将随决定看到。',
		},
	},
);
