import type { FormInput, Option } from './form.ts';

/*
 * What a committee of 2026 asks people to declare, ready to stand in a form: sets of fields that the designer inserts and
 * authors of a bundle copy. They are data of the ordinary kinds, so that a call may change every word.
 */

type FieldInput = FormInput['fields'][number];
type Bilingual = Option['label'];

/** A set of fields that belong together, and what it is for. */
export interface DeclarationSet {
	id: string;
	label: Bilingual;
	/** What it asks, and when it is of use. */
	about: Bilingual;
	fields: readonly FieldInput[];
}

const option = (id: string, en: string, zh: string): Option => ({ id, label: { en, zh } });

const aiUse: DeclarationSet = {
	id: 'ai-use',
	label: { en: 'Use of generative AI', zh: '生成式人工智能使用情况' },
	about: {
		en: 'Whether generative AI was used, and then which tool, in which version, for what, and where. No detector is asked; the answer is the applicant’s.',
		zh: '是否使用过生成式人工智能；如有，须说明工具、版本、用途和所涉部分。不使用检测工具，以申请人的说明为准。',
	},
	fields: [
		{
			id: 'ai-used',
			kind: 'yes-no',
			required: true,
			label: {
				en: 'Was generative AI used for this work or its text?',
				zh: '本文的研究或写作是否使用过生成式人工智能？',
			},
			help: {
				en: 'Spelling and grammar checks need not be named.',
				zh: '拼写和语法检查无须说明。',
			},
			visibleTo: 'organisers',
		},
		{
			id: 'ai-tools',
			kind: 'group',
			required: true,
			askIf: { field: 'ai-used', is: ['yes'] },
			label: { en: 'Tools used', zh: '所用工具' },
			help: { en: 'One row for each tool.', zh: '每种工具填写一行。' },
			min: 1,
			max: 10,
			fields: [
				{ id: 'tool', kind: 'short-text', required: true, maxCharacters: 100, label: { en: 'Tool', zh: '工具' } },
				{ id: 'version', kind: 'short-text', maxCharacters: 60, label: { en: 'Version or date', zh: '版本或日期' } },
				{
					id: 'purpose',
					kind: 'choice',
					required: true,
					multiple: true,
					label: { en: 'Used for', zh: '用途' },
					options: [
						option('language', 'Wording or translation', '润色或翻译'),
						option('literature', 'Searching or summarising literature', '检索或归纳文献'),
						option('analysis', 'Data or analysis', '数据或分析'),
						option('code', 'Program code', '程序代码'),
						option('figures', 'Figures or pictures', '图表或图片'),
						option('text', 'Writing passages of text', '撰写段落'),
					],
				},
				{
					id: 'parts',
					kind: 'short-text',
					required: true,
					maxCharacters: 300,
					label: { en: 'In which parts', zh: '所涉部分' },
				},
			],
		},
		{
			id: 'ai-responsibility',
			kind: 'declaration',
			required: true,
			askIf: { field: 'ai-used', is: ['yes'] },
			label: { en: 'Responsibility stays with people', zh: '责任由作者承担' },
			text: {
				en: 'The authors have checked everything that a tool produced and answer for all of it. No tool is named as an author.',
				zh: '作者已核对工具生成的全部内容，并对其负责。任何工具均不列为作者。',
			},
		},
	],
};

const exportControl: DeclarationSet = {
	id: 'public-release',
	label: { en: 'Public release and export control', zh: '公开发布与出口管制' },
	about: {
		en: 'That the content may be made public, and whether an approval or a doubt stands behind it. A ‘yes’ to the last question is for the chairs to look at; the platform classifies nothing and asks for no nationality.',
		zh: '声明内容可以公开，并说明有无审批或疑问。最后一项如选“是”，由主席审阅；平台不作任何管制分类，也不询问国籍。',
	},
	fields: [
		{
			id: 'public-release',
			kind: 'declaration',
			required: true,
			label: { en: 'Cleared for public release', zh: '可公开发布' },
			text: {
				en: 'The content may be released to the public: it holds no controlled technical data, and no duty of confidence stands against it.',
				zh: '内容可以公开发布：不含受管制的技术资料，也不违反保密义务。',
			},
		},
		{
			id: 'release-approval',
			kind: 'short-text',
			maxCharacters: 200,
			label: { en: 'Reference of your employer’s approval', zh: '所在单位审批文号' },
			help: { en: 'If your employer gives one.', zh: '如所在单位有此程序，请填写。' },
		},
		{
			id: 'dual-use',
			kind: 'yes-no',
			required: true,
			label: {
				en: 'Could parts of the work be subject to export control or dual-use rules?',
				zh: '部分内容是否可能受出口管制或两用物项规定的限制？',
			},
		},
		{
			id: 'dual-use-parts',
			kind: 'long-text',
			required: true,
			maxWords: 200,
			askIf: { field: 'dual-use', is: ['yes'] },
			label: { en: 'Which parts, and what was done about it', zh: '所涉部分及已采取的措施' },
		},
	],
};

const originality: DeclarationSet = {
	id: 'originality',
	label: { en: 'Originality and prior publication', zh: '原创性与此前发表情况' },
	about: {
		en: 'That the work is the authors’ own, and where it was published or handed in before.',
		zh: '声明作品为作者原创，并说明是否曾在他处发表或投稿。',
	},
	fields: [
		{
			id: 'original-work',
			kind: 'declaration',
			required: true,
			label: { en: 'Original work', zh: '原创性声明' },
			text: {
				en: 'The work is the authors’ own, all of them agree to this submission, and what others contributed is named.',
				zh: '本文为作者的原创成果，全体作者同意投稿，他人的贡献均已注明。',
			},
		},
		{
			id: 'published-before',
			kind: 'yes-no',
			required: true,
			label: {
				en: 'Was the work, or a large part of it, published or handed in elsewhere?',
				zh: '本文或其主要部分是否曾在他处发表或正在投稿？',
			},
		},
		{
			id: 'publications-before',
			kind: 'group',
			required: true,
			askIf: { field: 'published-before', is: ['yes'] },
			label: { en: 'Where', zh: '何处' },
			min: 1,
			max: 10,
			fields: [
				{
					id: 'where',
					kind: 'short-text',
					required: true,
					label: { en: 'Journal, conference or repository', zh: '期刊、会议或文库' },
				},
				{ id: 'when', kind: 'date', label: { en: 'Date', zh: '日期' } },
				{ id: 'address', kind: 'link', label: { en: 'Web address or DOI link', zh: '网址或 DOI 链接' } },
				{
					id: 'difference',
					kind: 'short-text',
					required: true,
					label: { en: 'What is new here', zh: '本次投稿的新内容' },
				},
			],
		},
	],
};

const consents: DeclarationSet = {
	id: 'consents',
	label: { en: 'Consent to publish and to record', zh: '同意发表与录制' },
	about: {
		en: 'Publishing is a condition of taking part and is declared; being recorded or photographed is a free choice, with no disadvantage for whoever says no.',
		zh: '同意发表是参加的条件，须作声明；是否同意录制和拍摄可自由选择，不同意亦不受任何影响。',
	},
	fields: [
		{
			id: 'consent-to-publish',
			kind: 'declaration',
			required: true,
			label: { en: 'Consent to publish', zh: '同意发表' },
			text: {
				en: 'If it is accepted, title and text may be published with the names and affiliations of the authors in the programme and the proceedings.',
				zh: '如获录用，同意将题目、正文及作者姓名、单位刊载于会议日程和论文集。',
			},
		},
		{
			id: 'consent-to-record',
			kind: 'yes-no',
			required: true,
			label: { en: 'May the presentation be recorded?', zh: '是否同意录制报告？' },
			help: {
				en: 'A ‘no’ has no influence on the decision. You can change your mind until the presentation begins.',
				zh: '选择“否”不影响评定结果。报告开始前可随时更改。',
			},
			purpose: {
				en: 'So that whoever takes part elsewhere can see it later.',
				zh: '供异地参会者事后观看。',
			},
		},
		{
			id: 'recording-use',
			kind: 'choice',
			required: true,
			askIf: { field: 'consent-to-record', is: ['yes'] },
			label: { en: 'Who may see the recording', zh: '录像的开放范围' },
			options: [
				option('participants', 'Participants of the symposium', '仅限参会者'),
				option('public', 'Everybody', '向公众开放'),
			],
		},
	],
};

/** The sets, in the order in which they are offered. Their ids differ, so that one form can hold all of them. */
export const declarationSets: readonly DeclarationSet[] = [aiUse, exportControl, originality, consents];
