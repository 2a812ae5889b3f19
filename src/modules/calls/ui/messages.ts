import { catalogue, type Locale } from '#core/i18n/index.ts';
import { formatInstant, lastMinute } from '#core/clock/format.ts';
import type { Params } from './problem-messages.ts';
import { stageEvents, stageRefusals } from './stage-refusals.ts';

export { fileTypes, megabytes, type Params, problemMessages } from './problem-messages.ts';

type Moment = string | number | undefined;

/** An instant in its own zone and in UTC. */
function moment(at: Moment, zone: Moment, locale: Locale): string {
	const own = formatInstant(Number(at), String(zone ?? 'UTC'), locale);
	return zone === 'UTC' || zone === 'Etc/UTC' ? own : `${own} = ${formatInstant(Number(at), 'UTC', locale)}`;
}

/** The first instant that is too late, as the last minute before it where that is midnight. */
function deadline(closes: Moment, zone: Moment, locale: Locale): string {
	return moment(lastMinute(Number(closes), String(zone ?? 'UTC')), zone, locale);
}

/** Names of states, kinds and parts, and the sentences of refusals. */
export const messages = catalogue(
	{
		/** The state as its applicant knows it. */
		applicantState: {
			draft: 'Draft',
			submitted: 'Submitted',
			announced: 'Decision announced',
			confirmed: 'Confirmed',
			declined: 'Declined by you',
			withdrawn: 'Withdrawn',
		},
		/** The state as the desk knows it. */
		state: {
			submitted: 'Submitted',
			decided: 'Decided, not announced',
			announced: 'Announced',
			confirmed: 'Confirmed by the author',
			declined: 'Declined by the author',
			withdrawn: 'Withdrawn',
		},
		/** What happened, as the history tells it. */
		event: {
			submit: 'Submitted',
			change: 'New version submitted',
			'change-field': 'Answer changed after the close',
			withdraw: 'Withdrawn',
			decide: 'Determination noted',
			undecide: 'Determination taken back',
			announce: 'Announced',
			confirm: 'Confirmed',
			decline: 'Declined',
			...stageEvents.en,
			'post-message': 'Message',
			'save-call': 'Call changed',
		},
		effect: {
			advance: 'Goes on to the next stage',
			accept: 'Accepted',
			conditional: 'Accepted on conditions',
			waitlist: 'On the waiting list',
			reject: 'Not accepted',
		},
		windowState: {
			'not-yet-open': 'Not yet open',
			open: 'Open',
			'last-hours': 'Closes soon',
			grace: 'Closed; late applications are still taken',
			closed: 'Closed',
		},
		fieldKind: {
			'short-text': 'Short text',
			'long-text': 'Long text',
			number: 'Number or amount',
			date: 'Date',
			keywords: 'Keywords',
			choice: 'Choice',
			track: 'Track',
			'person-list': 'List of people',
			group: 'Table of rows',
			place: 'Place',
			country: 'Country or region',
			'yes-no': 'Yes or no',
			declaration: 'Declaration',
			file: 'File',
			link: 'Web address',
			email: 'E-mail address',
			language: 'Language',
		},
		audience: {
			named: 'Named people only',
			organisers: 'Organisers',
			reviewers: 'Organisers and reviewers',
			public: 'Everyone',
		},
		person: {
			given: 'Given name',
			family: 'Family name',
			affiliation: 'Affiliation',
			country: 'Country or region',
			email: 'E-mail',
			orcid: 'ORCID iD',
			presenter: 'Presents',
			role: 'Role',
			consent: 'Agrees',
		},
		place: { city: 'City', zone: 'Time zone' },
		/** Heads of the fixed columns of an export, in their order. */
		column: {
			number: 'Number',
			call: 'Call',
			state: 'State',
			outcome: 'Outcome',
			track: 'Track',
			version: 'Version',
			submitted: 'Submitted (UTC)',
			changed: 'Changed (UTC)',
		},
		/** Columns of a list of applications. */
		listColumn: {
			number: 'No.',
			call: 'Call',
			title: 'Title',
			people: 'People',
			track: 'Track',
			state: 'State',
			stage: 'Stage',
			outcome: 'Decision',
			cohort: 'Cohort',
			mode: 'On site or online',
			format: 'Format',
			student: 'Student competition',
			language: 'Language',
			version: 'Version',
			submitted: 'Submitted',
			changed: 'Changed',
			entered: 'Entered by the desk',
		},
		/** What is due, on the page 'today'. */
		today: {
			opens: 'Call opens',
			closes: 'Call closes',
			decide: 'To decide',
			announce: 'Decided, to announce',
			confirm: 'Authors to confirm',
			'answer-messages': 'Messages to answer',
		},
		waitingOn: { time: 'Nobody', applicants: 'Authors', chairs: 'Chairs', desk: 'The desk' },
		yes: 'Yes',
		no: 'No',
		declared: 'Declared',
		presenterMark: 'presenter',
		consentMark: 'agrees',
		pages: (count: number) => (count === 1 ? '1 page' : `${count} pages`),
		/** Live count under a text: `{min}–{max}` may be absent. */
		wordCount: (words: number, min?: number, max?: number) =>
			`${words} ${words === 1 ? 'word' : 'words'}${min !== undefined && max !== undefined ? ` of ${min} to ${max}` : max !== undefined ? ` of at most ${max}` : min !== undefined ? ` of at least ${min}` : ''}`,
		refusal: {
			'invalid-input': () => 'Some answers need another look. Nothing you typed is lost.',
			'window-not-open': (p: Params) => `This call opens on ${moment(p.opensAt, p.zone, 'en')}. Your draft is kept.`,
			'window-closed': (p: Params) => `This call closed on ${deadline(p.closesAt, p.zone, 'en')}. Your draft is kept.`,
			'draft-conflict': () =>
				'This draft was changed elsewhere in the meantime. Both texts are shown: choose what should stay.',
			'draft-gone': () => 'This draft is no longer there: it was submitted or discarded elsewhere.',
			'draft-too-large': () => 'This is more text than a draft can hold.',
			'too-many-files': (p: Params) => `A draft can hold at most ${p.max} files.`,
			'not-changeable': () => 'This answer can no longer be changed here. Please write to the desk.',
			'change-too-late': (p: Params) => `This answer could be changed until ${deadline(p.until, p.zone, 'en')}.`,
			'wrong-state': (p: Params) => `This can’t be done now: the application is ${stateWordEn(p.state)}.`,
			'announced-already': () => 'The decision was announced and stands.',
			'confirm-too-late': (p: Params) =>
				`You could confirm or decline until ${deadline(p.by, p.zone, 'en')}. Please write to the desk.`,
			'nothing-to-confirm': () => 'There is nothing to confirm here.',
			'decision-changed': () => 'Somebody else decided this application in the meantime. Please look at it again.',
			'unknown-outcome': () => 'Please choose one of the outcomes of this stage.',
			'track-needed': () => 'This outcome needs the track to which the application moves.',
			'unknown-track': () => 'Please choose one of the tracks.',
			'same-track': () => 'The application is in this track already.',
			'conditions-needed': () => 'This outcome needs its conditions, in words for the author.',
			'reason-needed': () => 'This outcome needs a reason.',
			'unknown-reason': () => 'Please choose one of the reasons.',
			...stageRefusals.en,
			'message-empty': () => 'The message is empty.',
			'message-too-long': (p: Params) => `The message is too long: at most ${p.max} characters.`,
			'call-open': () => 'The form of a call stays as it is once the call is open.',
			'unknown-form-version': () => 'The form was changed. Please look at your answers again.',
			'bad-cursor': () => 'This page of the list is not there.',
		},
	},
	{
		applicantState: {
			draft: '草稿',
			submitted: '已提交',
			announced: '结果已公布',
			confirmed: '已确认',
			declined: '您已谢绝',
			withdrawn: '已撤回',
		},
		state: {
			submitted: '已提交',
			decided: '已决定，未公布',
			announced: '已公布',
			confirmed: '作者已确认',
			declined: '作者已谢绝',
			withdrawn: '已撤回',
		},
		event: {
			submit: '提交',
			change: '提交新版本',
			'change-field': '截止后修改一项',
			withdraw: '撤回',
			decide: '作出决定',
			undecide: '收回决定',
			announce: '公布',
			confirm: '确认',
			decline: '谢绝',
			...stageEvents.zh,
			'post-message': '留言',
			'save-call': '征集设置变更',
		},
		effect: { advance: '进入下一阶段', accept: '录用', conditional: '有条件录用', waitlist: '候补', reject: '未录用' },
		windowState: {
			'not-yet-open': '尚未开始',
			open: '征集中',
			'last-hours': '即将截止',
			grace: '已截止，仍可补交',
			closed: '已截止',
		},
		fieldKind: {
			'short-text': '短文本',
			'long-text': '长文本',
			number: '数字或金额',
			date: '日期',
			keywords: '关键词',
			choice: '选择',
			track: '专题',
			'person-list': '人员名单',
			group: '多行表格',
			place: '地点',
			country: '国家或地区',
			'yes-no': '是否',
			declaration: '声明',
			file: '文件',
			link: '网址',
			email: '电子邮箱',
			language: '语言',
		},
		audience: { named: '仅限指定人员', organisers: '组织者', reviewers: '组织者和评审人', public: '所有人' },
		person: {
			given: '名',
			family: '姓',
			affiliation: '单位',
			country: '国家或地区',
			email: '电子邮箱',
			orcid: 'ORCID 号',
			presenter: '报告人',
			role: '角色',
			consent: '同意',
		},
		place: { city: '城市', zone: '时区' },
		column: {
			number: '编号',
			call: '征集',
			state: '状态',
			outcome: '结果',
			track: '专题',
			version: '版本',
			submitted: '提交时间（UTC）',
			changed: '修改时间（UTC）',
		},
		listColumn: {
			number: '编号',
			call: '征集',
			title: '标题',
			people: '人员',
			track: '专题',
			state: '状态',
			stage: '阶段',
			outcome: '评定结果',
			cohort: '批次',
			mode: '现场或线上',
			format: '形式',
			student: '学生竞赛',
			language: '语言',
			version: '版本',
			submitted: '提交',
			changed: '修改',
			entered: '由工作台代录',
		},
		today: {
			opens: '征集开始',
			closes: '征集截止',
			decide: '待决定',
			announce: '已决定，待公布',
			confirm: '待作者确认',
			'answer-messages': '待回复的留言',
		},
		waitingOn: { time: '无须处理', applicants: '作者', chairs: '专题主席', desk: '会务组' },
		yes: '是',
		no: '否',
		declared: '已声明',
		presenterMark: '报告人',
		consentMark: '同意',
		pages: (count) => `${count} 页`,
		wordCount: (words: number, min?: number, max?: number) =>
			`${words} 字（词）${min !== undefined && max !== undefined ? `，要求 ${min} 至 ${max}` : max !== undefined ? `，最多 ${max}` : min !== undefined ? `，最少 ${min}` : ''}`,
		refusal: {
			'invalid-input': () => '有几项需要修改，您填写的内容都还在。',
			'window-not-open': (p: Params) => `征集于${moment(p.opensAt, p.zone, 'zh')}开始。草稿已保留。`,
			'window-closed': (p: Params) => `征集已于${deadline(p.closesAt, p.zone, 'zh')}截止。草稿已保留。`,
			'draft-conflict': () => '草稿已在别处修改。两份内容均列于下方，请选择保留哪一份。',
			'draft-gone': () => '草稿已不存在：它已在别处提交或删除。',
			'draft-too-large': () => '内容超出了草稿所能保存的长度。',
			'too-many-files': (p: Params) => `一份草稿最多可附 ${p.max} 个文件。`,
			'not-changeable': () => '此项已不能在这里修改，请联系会务组。',
			'change-too-late': (p: Params) => `此项的修改已于${deadline(p.until, p.zone, 'zh')}截止。`,
			'wrong-state': (p: Params) => `该申请${stateWordZh(p.state)}，不能进行此操作。`,
			'announced-already': () => '结果已经公布，不再变更。',
			'confirm-too-late': (p: Params) => `确认或谢绝已于${deadline(p.by, p.zone, 'zh')}截止，请联系会务组。`,
			'nothing-to-confirm': () => '这里没有需要确认的事项。',
			'decision-changed': () => '其他人刚刚对该申请作出了决定，请重新查看。',
			'unknown-outcome': () => '请从本阶段的结果中选择一项。',
			'track-needed': () => '选择此结果时须指明转入的专题。',
			'unknown-track': () => '请从所列专题中选择。',
			'same-track': () => '该申请已在此专题中。',
			'conditions-needed': () => '选择此结果时须写明条件，供作者阅读。',
			'reason-needed': () => '选择此结果时须选择理由。',
			'unknown-reason': () => '请从所列理由中选择。',
			...stageRefusals.zh,
			'message-empty': () => '留言为空。',
			'message-too-long': (p: Params) => `留言过长，最多 ${p.max} 个字符。`,
			'call-open': () => '征集开始后，表单不再改动。',
			'unknown-form-version': () => '表单已更新，请重新检查您的填写。',
			'bad-cursor': () => '列表没有这一页。',
		},
	},
);

export type RefusalCode = keyof (typeof messages)['en']['refusal'];

function stateWordEn(state: string | number | undefined): string {
	const words: Record<string, string> = {
		submitted: 'submitted',
		decided: 'decided',
		announced: 'announced',
		confirmed: 'confirmed',
		declined: 'declined',
		withdrawn: 'withdrawn',
	};
	return words[String(state)] ?? String(state);
}

function stateWordZh(state: string | number | undefined): string {
	const words: Record<string, string> = {
		submitted: '处于“已提交”状态',
		decided: '已有决定',
		announced: '结果已公布',
		confirmed: '已确认',
		declined: '已谢绝',
		withdrawn: '已撤回',
	};
	return words[String(state)] ?? String(state);
}
