import { catalogue, type Locale } from '#core/i18n/index.ts';
import { formatInstant } from '#core/clock/format.ts';
import { messages as subReviewMessages } from './sub-review-messages.ts';

type Params = Record<string, string | number>;

const moment = (at: string | number | undefined, zone: string | number | undefined, locale: Locale) =>
	formatInstant(Number(at), String(zone ?? 'UTC'), locale);

/** Names of reasons, flags and columns, and the sentences of refusals. */
export const messages = catalogue(
	{
		reason: {
			employer: 'Same employer, now or lately',
			family: 'Family or close friendship',
			financial: 'Financial interest',
			'co-author': 'Worked or published together',
			mentor: 'Teacher or student of one of them',
			competitor: 'Competes with them',
			other: 'Another reason',
		},
		source: { self: 'said so', chair: 'noted by a chair' },
		flag: {
			'constant-marks': 'Somebody gave the same to everything',
			'few-entries': 'Somebody scored few',
			'one-score': 'One score only',
			'other-pool': 'Not linked with the others by any juror',
			'too-few': 'Fewer scores than asked for',
			'carry-missing': 'No score at an earlier stage that counts',
		},
		column: {
			rank: 'Rank',
			number: 'Number',
			title: 'Title',
			people: 'People',
			n: 'Scores',
			rawMean: 'Mean as given',
			rawRank: 'Rank as given',
			spread: 'Spread',
			adjusted: 'Adjusted',
			combined: 'Result',
			margin: 'Margin (95 %)',
			inTop: (k: number) => `Chance of the first ${k}`,
			atCut: 'Tie at the cut',
			tieGroup: 'Group',
			flags: 'Remarks',
		},
		why: {
			'assigned-already': 'assigned already',
			recused: 'recused',
			own: 'has a part in it',
			conflict: 'has a conflict of interest',
			elsewhere: 'not at this stage',
		},
		refusal: {
			'choose-applications': () => 'Please choose applications.',
			'choose-people': () => 'Please choose people.',
			'not-on-panel': () => 'Somebody is not on the panel any more. Please look at it again.',
			'too-many-pairs': (p: Params) => `At most ${p.max} assignments can be made in one go.`,
			'points-missing': () => 'Please give points.',
			'confidence-missing': () => 'Please say how sure you are.',
			'not-competent-not-offered': () =>
				'This stage asks everybody for a score. Please write to the organisers instead.',
			'scores-secret': () => 'Scores of this stage stay secret until everybody has answered or it has closed.',
			'points-out-of-range': (p: Params) => `Please give a whole number from ${p.min} to ${p.max}.`,
			'too-many-characters': (p: Params) => `This text is too long: at most ${p.max} characters.`,
			'scoring-not-open': (p: Params) => `Scores are taken from ${moment(p.opens, p.zone, 'en')} on.`,
			'scoring-over': () => 'This is scored no more: the stage has closed, or the application was decided.',
			'ranked-by-ballot': () => 'This stage takes a ballot that ranks all finalists, no scores.',
			'place-missing': (p: Params) => `Please give a place from 1 to ${p.max}.`,
			'place-out-of-range': (p: Params) => `Please give a whole number from 1 to ${p.max}.`,
			'place-twice': (p: Params) => `Place ${p.place} is given to ${p.other} already.`,
			'not-all-finalists': () =>
				'You do not rank here: you are not asked for every finalist, or have a conflict with one.',
			'ballot-changed': () =>
				'Your ballot was cast elsewhere in the meantime. What you chose stands below; casting it again lets it win.',
			'score-changed': () =>
				'Your review was saved elsewhere in the meantime. What you typed stands below; saving again lets it win.',
			'choose-reason': () => 'Please choose a reason.',
			'say-why': () => 'Please say in a few words why.',
		},
	},
	{
		reason: {
			employer: '现为或近期为同一单位',
			family: '亲属或密友',
			financial: '经济利益关系',
			'co-author': '曾共同工作或署名发表',
			mentor: '师生关系',
			competitor: '竞争关系',
			other: '其他原因',
		},
		source: { self: '本人提出', chair: '主席登记' },
		flag: {
			'constant-marks': '有人给分全部相同',
			'few-entries': '有人评分过少',
			'one-score': '仅有一份评分',
			'other-pool': '与其他申请之间没有共同评委',
			'too-few': '评分份数不足',
			'carry-missing': '缺少应计入的前一阶段评分',
		},
		column: {
			rank: '名次',
			number: '编号',
			title: '题目',
			people: '人员',
			n: '评分数',
			rawMean: '原始均分',
			rawRank: '原始名次',
			spread: '离散度',
			adjusted: '校正得分',
			combined: '综合得分',
			margin: '误差（95 %）',
			inTop: (k: number) => `进入前 ${k} 名的概率`,
			atCut: '分数线处并列',
			tieGroup: '组别',
			flags: '备注',
		},
		why: {
			'assigned-already': '已分配',
			recused: '已回避',
			own: '与其有关',
			conflict: '存在利益冲突',
			elsewhere: '不在本阶段',
		},
		refusal: {
			'choose-applications': () => '请选择申请。',
			'choose-people': () => '请选择人员。',
			'not-on-panel': () => '有人已不在评审组中，请重新查看。',
			'too-many-pairs': (p: Params) => `一次最多分配 ${p.max} 项。`,
			'points-missing': () => '请打分。',
			'confidence-missing': () => '请说明您有多大把握。',
			'not-competent-not-offered': () => '本阶段要求每人评分，如有困难请联系组委会。',
			'scores-secret': () => '在全部评完或本阶段截止之前，评分保密。',
			'points-out-of-range': (p: Params) => `请填写 ${p.min} 至 ${p.max} 的整数。`,
			'too-many-characters': (p: Params) => `内容过长，最多 ${p.max} 个字符。`,
			'scoring-not-open': (p: Params) => `评分自${moment(p.opens, p.zone, 'zh')}开始。`,
			'scoring-over': () => '评分已结束：本阶段已截止，或该申请已有决定。',
			'ranked-by-ballot': () => '本阶段以选票对全部入围申请排序，不打分。',
			'place-missing': (p: Params) => `请填写 1 至 ${p.max} 的名次。`,
			'place-out-of-range': (p: Params) => `请填写 1 至 ${p.max} 的整数。`,
			'place-twice': (p: Params) => `第 ${p.place} 名已给 ${p.other}。`,
			'not-all-finalists': () => '您不参与本次排序：您未受邀评审全部入围申请，或与其中之一有利益冲突。',
			'ballot-changed': () => '您的选票刚在别处投出过。您的选择仍在下方，再次提交即以此处为准。',
			'score-changed': () => '您的评审刚在别处保存过。您填写的内容仍在下方，再次保存即以此处为准。',
			'choose-reason': () => '请选择原因。',
			'say-why': () => '请简要说明原因。',
		},
	},
);

/** The sentence of a refusal of this module, or undefined when it knows no such code. */
export function sayReviewRefusal(code: string, locale: Locale, params: Params = {}): string | undefined {
	const sentences: Record<string, (params: Params) => string> = messages[locale].refusal;
	if (Object.hasOwn(sentences, code)) return sentences[code]?.(params);
	const others: Record<string, string> = subReviewMessages[locale].refusal;
	return Object.hasOwn(others, code) ? others[code] : undefined;
}
