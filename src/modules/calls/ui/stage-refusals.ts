import { formatInstant, lastMinute } from '#core/clock/format.ts';
import type { Locale } from '#core/i18n/index.ts';
import type { Params } from './problem-messages.ts';

/*
 * Sentences for what is refused at the stages of a call: decisions, screening, requests for information, appeals, scores.
 * Spread into the catalogue of the module.
 */

function until(at: string | number | undefined, zone: string | number | undefined, locale: Locale): string {
	const name = String(zone ?? 'UTC');
	return formatInstant(lastMinute(Number(at), name), name, locale);
}

export const stageRefusals = {
	en: {
		'other-stage': () => 'The application has moved to another stage meanwhile. Please look at it again.',
		'worked-on': () => 'Something was done with it at the next stage already, so it stays there.',
		'checks-open': (p: Params) =>
			`${p.count} of the list ${p.count === 1 ? 'is' : 'are'} not ticked yet: only a refusal is possible before.`,
		'attestations-missing': (p: Params) =>
			`${p.count} ${p.count === 1 ? 'confirmation' : 'confirmations'} of others ${p.count === 1 ? 'is' : 'are'} still missing: only a refusal is possible before.`,
		'amount-needed': () => 'This outcome needs an amount.',
		'bad-amount': (p: Params) => `Please give a whole amount from 0 to ${p.max}.`,
		'too-many-at-once': (p: Params) => `At most ${p.max} can be decided in one go.`,
		'rules-frozen': () =>
			'The stages, criteria and outcomes of a call stay as they are once it is open and somebody has applied.',
		'no-screening': () => 'The application is not in a screening now.',
		'unknown-check': () => 'The list was changed. Please look at it again.',
		'request-open': () =>
			'Something is asked of the applicant already. Wait for the answer, or close that request first.',
		'nothing-asked': () => 'Please choose a field or write a question.',
		'too-many-questions': (p: Params) => `At most ${p.max} questions of 5000 characters each.`,
		'bad-due': () => 'Please give a day that lies ahead, within a year.',
		'request-ended': () => 'This request is answered or closed.',
		'request-too-late': (p: Params) =>
			`This could be answered until ${until(p.until, p.zone, 'en')}. Please write to the organisers.`,
		'no-appeal': () => 'There is no appeal against this.',
		'appealed-already': () => 'You have appealed against this already.',
		'appeal-too-late': (p: Params) => `One could appeal until ${until(p.until, p.zone, 'en')}.`,
		'appeal-empty': () => 'Please say why it should be looked at once more.',
		'answer-empty': () => 'Please write an answer for the applicant.',
		'appeal-answered': () => 'The appeal was answered already.',
	},
	zh: {
		'other-stage': () => '该申请已进入其他阶段，请重新查看。',
		'worked-on': () => '下一阶段已开始处理，不能退回。',
		'checks-open': (p: Params) => `清单上还有 ${p.count} 项未勾选，目前只能作出不通过的决定。`,
		'attestations-missing': (p: Params) => `还缺 ${p.count} 份他人确认，目前只能作出不通过的决定。`,
		'amount-needed': () => '选择此结果时须填写金额。',
		'bad-amount': (p: Params) => `请填写 0 至 ${p.max} 的整数金额。`,
		'too-many-at-once': (p: Params) => `一次最多可决定 ${p.max} 份。`,
		'rules-frozen': () => '征集开始并已有人申请后，阶段、评分标准与结果不再改动。',
		'no-screening': () => '该申请目前不在审查阶段。',
		'unknown-check': () => '清单已更新，请重新查看。',
		'request-open': () => '已向申请人提出补充要求。请等待答复，或先关闭该要求。',
		'nothing-asked': () => '请选择表单中的项目，或写下问题。',
		'too-many-questions': (p: Params) => `最多 ${p.max} 个问题，每个不超过 5000 个字符。`,
		'bad-due': () => '请填写一年以内、今天以后的日期。',
		'request-ended': () => '此项要求已答复或已关闭。',
		'request-too-late': (p: Params) => `答复已于${until(p.until, p.zone, 'zh')}截止，请联系组委会。`,
		'no-appeal': () => '此结果不能申请复议。',
		'appealed-already': () => '您已就此申请过复议。',
		'appeal-too-late': (p: Params) => `复议申请已于${until(p.until, p.zone, 'zh')}截止。`,
		'appeal-empty': () => '请说明申请复议的理由。',
		'answer-empty': () => '请写明给申请人的答复。',
		'appeal-answered': () => '该复议已经答复。',
	},
};

/** Words for what happens at the stages, as a history tells it. */
export const stageEvents = {
	en: {
		'answer-request': 'Completed on request',
		screen: 'Checklist ticked',
		'request-info': 'Asked for information',
		'extend-request': 'Date of the request moved',
		'close-request': 'Request closed',
		'expire-request': 'Request expired',
		appeal: 'Appeal made',
		'answer-appeal': 'Appeal answered',
	},
	zh: {
		'answer-request': '按要求补充',
		screen: '勾选审查清单',
		'request-info': '要求补充材料',
		'extend-request': '补充期限变更',
		'close-request': '补充要求关闭',
		'expire-request': '补充要求过期',
		appeal: '申请复议',
		'answer-appeal': '答复复议',
	},
};
