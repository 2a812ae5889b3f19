import { catalogue } from '#core/i18n/index.ts';

/** Words of the report of a call in figures, on the page and in its tables. */
export const reportMessages = catalogue(
	{
		title: 'Report in figures',
		lead: 'What became of the applications, and how they were reviewed. Decisions that are pending count as decided.',
		call: 'Call',
		show: 'Show',
		none: { title: 'Nothing to report', text: 'There is no call here whose reviews you may see.' },
		empty: 'Nothing was handed in yet.',
		folded: (n: number) =>
			`Kinds with fewer than ${n} applications are put together, so that no single application can be told: these figures may be handed on.`,
		unfolded:
			'Small kinds are shown by themselves: these figures tell of single applications, and are not to be handed on.',
		unfold: 'Show small kinds by themselves',
		fold: 'Put small kinds together',
		csv: 'CSV',
		total: 'All',
		others: 'others together',
		unknown: 'not given',
		acceptance: 'Acceptance',
		byTrack: 'By track',
		byCountry: 'By country of who presents',
		byStudent: 'Students and others',
		curve: 'Applications handed in',
		curveTotal: 'In all',
		closes: 'Close',
		reviews: (stage: string) => `Reviews: ${stage}`,
		load: 'Load of the reviewers',
		time: 'From assignment to review',
		median: (days: string) => `Half of them came within ${days} days.`,
		agreementTitle: 'Agreement',
		agreementHelp:
			'1: all see it alike; 0: no more than by chance. Single score and mean as intraclass correlations, α by Krippendorff; without strictness, only the order counts.',
		secret: 'Scores are secret until everybody has handed in.',
		noAgreement: 'Too few scores to say.',
		student: { yes: 'student', no: 'not a student' },
		fate: { taken: 'accepted', waiting: 'on the waiting list', refused: 'not accepted', open: 'not decided' },
		ofDecided: (rate: string) => `${rate} of those decided`,
		columns: {
			track: 'Track',
			country: 'Country',
			student: 'Student',
			count: 'Applications',
			rate: 'Accepted of those decided',
			day: 'Day',
			submitted: 'Handed in',
			until: 'Handed in until then',
			stage: 'Stage',
			name: 'Reviewer',
			assigned: 'Assigned',
			done: 'Handed in',
			notCompetent: 'Not competent',
			days: 'Days, middle',
			within: 'Within',
			reviews: 'Reviews',
		},
		within: (from: number, to: number | undefined) =>
			to === undefined
				? `${from} days and more`
				: from === 0
					? 'a day'
					: to - from === 1
						? `${from + 1} days`
						: `${from + 1}–${to} days`,
		agreement: {
			iccSingle: 'Single score, ICC(A,1)',
			iccMean: 'Mean, ICC(A,n)',
			iccConsistency: 'Order, ICC(C,1)',
			alpha: 'Krippendorff’s α',
		},
	},
	{
		title: '统计报告',
		lead: '申请的去向与评审情况。待公布的评定按已评定计算。',
		call: '征集',
		show: '显示',
		none: { title: '暂无可报告的内容', text: '此处没有您可查看评审的征集。' },
		empty: '尚无申请提交。',
		folded: (n) => `少于 ${n} 份申请的类别已合并，无法从中推知单份申请，可对外提供。`,
		unfolded: '小类别已单独列出，可从中推知单份申请，请勿对外提供。',
		unfold: '单独列出小类别',
		fold: '合并小类别',
		csv: 'CSV',
		total: '合计',
		others: '其他合计',
		unknown: '未填写',
		acceptance: '录用情况',
		byTrack: '按专题',
		byCountry: '按报告人所在国家或地区',
		byStudent: '学生与非学生',
		curve: '提交进度',
		curveTotal: '累计',
		closes: '截止',
		reviews: (stage) => `评审：${stage}`,
		load: '评审人工作量',
		time: '从分配到提交评审',
		median: (days) => `半数评审在 ${days} 天内提交。`,
		agreementTitle: '评分一致性',
		agreementHelp: '1 表示完全一致，0 表示与随机无异。前三项为组内相关系数，α 为克里彭多夫系数；不计宽严时只看次序。',
		secret: '全部评审提交之前，评分保密。',
		noAgreement: '评分过少，无法判断。',
		student: { yes: '学生', no: '非学生' },
		fate: { taken: '录用', waiting: '候补', refused: '未录用', open: '未评定' },
		ofDecided: (rate) => `占已评定的 ${rate}`,
		columns: {
			track: '专题',
			country: '国家或地区',
			student: '学生',
			count: '申请数',
			rate: '录用占已评定比例',
			day: '日期',
			submitted: '当日提交',
			until: '累计提交',
			stage: '阶段',
			name: '评审人',
			assigned: '已分配',
			done: '已提交',
			notCompetent: '不熟悉',
			days: '天数中位数',
			within: '用时',
			reviews: '评审数',
		},
		within: (from, to) =>
			to === undefined
				? `${from} 天以上`
				: from === 0
					? '1 天内'
					: to - from === 1
						? `${from + 1} 天`
						: `${from + 1}–${to} 天`,
		agreement: {
			iccSingle: '单份评分的组内相关',
			iccMean: '均值的组内相关',
			iccConsistency: '次序的组内相关',
			alpha: '克里彭多夫 α',
		},
	},
);
