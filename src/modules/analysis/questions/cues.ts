import type { Locale } from '#core/i18n/index.ts';

/** What makes a sentence a claim, and what of it a question takes up. Patterns are bounded: no quantifier within another. */
export interface Cues {
	/** Something is promised or planned. */
	modal: RegExp;
	/** Something would happen on a condition. */
	conditional: RegExp;
	/** Something may be so. */
	possible: RegExp;
	/** It is said without a figure that something is much, more or less. */
	vague: RegExp;
	/** First, largest, a record. */
	superlative: RegExp;
	/** Somebody would not say. */
	refusal: RegExp;
	/** A source without a name. */
	anonymous: RegExp;
	/** Something was agreed. */
	agreement: RegExp;
	/** Who says it; the first group is the name. */
	source: readonly RegExp[];
	/** What the money is for, from the words beside it. */
	purposes: readonly (readonly [purpose: Purpose, pattern: RegExp])[];
}

export type Purpose = 'raised' | 'contract' | 'public' | 'loss' | 'cost' | 'earned' | 'owed';

const name = String.raw`(?:\p{Lu}[\p{L}\p{N}.&’'-]{0,24}(?: (?:of|for|and|de|van|von|the|al) ?)?(?: ?\p{Lu}[\p{L}\p{N}.&’'-]{0,24}){0,4})`;
const body = String.raw`[Tt]he (?:[\p{L}-]{2,16} ){0,2}(?:company|firm|agency|ministry|operator|government|regulator|authority|report|study|team|office|committee|commission|institute|university|manufacturer|developer|supplier|department|council|insurer|fund|bank|organisation|organization|association|organisers|organizers)`;
const said =
	'(?:said|says|told|announced|claims|claimed|stated|reported|reports|insists|insisted|confirmed|estimates|estimated|expects|predicted|predicts|promised|promises|argued|argues|maintains|warned|warns|calculates|added)';

const english: Cues = {
	modal:
		/(?<!nobody |no one |nothing |none )\b(?:(?:will|shall) (?!not\b|never\b|no\b|certainly\b|tell\b)|plans? to|planned to|intends? to|aims? to|hopes? to|expects? to|is expected to|are expected to|is due|are due|is scheduled|are scheduled|is set to|are set to|is to be|are to be|promises? to|pledged to|has promised|have promised)/u,
	conditional: /(?<!nobody |no one |nothing |none )\b(?:would|could) (?!not\b|never\b)/u,
	possible: /\b(?:may|might|perhaps|possibly|probably|suggests? that|believed to|thought to|likely)\b/u,
	vague:
		/\b(?:significant(?:ly)?|substantial(?:ly)?|considerabl[ey]|sharply|dramatically|greatly|a large (?:number|share|part)|a growing (?:number|share)|numerous|dozens of|hundreds of|thousands of|most of the|rapid(?:ly)?|far (?:cheaper|faster|more|less)|increasingly|a fraction of|huge)\b/iu,
	superlative:
		/\b(?:world[’']s (?:first|largest|biggest|fastest|longest|cheapest|only)|(?:the|its|their) (?:largest|biggest|fastest|longest|cheapest|strictest|lowest|highest|most \p{L}{4,16})|first(?:-ever| ever| of its kind)|the first \p{L}{3,16} (?:to|ever|in the)|record(?:-breaking| high| low| number)|unprecedented|never before|for the first time)\b/iu,
	refusal:
		/\b(?:declined to (?:comment|say|name|give|answer|discuss|disclose)|did not (?:respond|reply|answer|comment|say|name|disclose|give)|would not (?:say|comment|name)|gave no (?:figure|reason|details?|date)|refused to (?:comment|say|name)|undisclosed|was not disclosed|were not disclosed|not made public|no comment)\b/iu,
	anonymous:
		/\b(?:sources? (?:close|familiar|with|who|in|at)|people familiar|persons? familiar|on condition of anonymity|asked not to be named|according to sources|a source|an insider|insiders|industry sources|officials? who|observers say|critics say|experts (?:say|believe|expect)|analysts (?:say|expect|believe)|privately|seen by (?:this|our|the) (?:publication|newspaper|paper|agency)|it is (?:said|believed|understood|reported) that|reportedly|allegedly)\b/iu,
	agreement:
		/\b(?:(?:signed|sign) (?:an?|the|its|their|two|three|several) |(?:has|have|had) agreed|agreed to|agreements? (?:with|between|on|to|for|under)|memorandum of|joint (?:statement|declaration)|partnership (?:with|between)|declaration (?:on|of)|initiative (?:on|for))/iu,
	source: [
		new RegExp(String.raw`\b[Aa]ccording to (${body}|(?:an? |the )?${name})`, 'u'),
		new RegExp(String.raw`(${name}|${body}),? (?:[\p{L}-]{2,14}ly )?${said}\b`, 'u'),
		new RegExp(String.raw`\b${said} (${name})(?=[,.])`, 'u'),
	],
	purposes: [
		[
			'raised',
			/\b(?:rais(?:e|es|ed|ing)|funding|round|invest(?:s|ed|ment|ors?)?|stake|valuation|venture|financing|loan)\b/iu,
		],
		['loss', /\b(?:loss|losses|damages?|sum insured|write-?down|charge|fine|penalty|compensation)\b/iu],
		['owed', /\b(?:debts?|borrow\w{0,4}|receivables?|cash flow|liabilit\w{1,4}|ow(?:e|es|ed)|overdraft)\b/iu],
		['earned', /\b(?:revenue|profit|sales|income|earnings|turnover|dividend)\b/iu],
		['contract', /\b(?:contract|order|award(?:ed|s)?|tender|deal|procure\w{0,6}|purchase|agreement|bid)\b/iu],
		[
			'public',
			/\b(?:budget|ministry|government|public|fund(?:s|ed)?|grant|taxpayers?|parliament|congress|state|council|subsid\w{1,5}|programme|program|agency)\b/iu,
		],
		['cost', /\b(?:cost(?:s|ing)?|price[ds]?|expens\w{1,5}|spend(?:ing)?|spent|pay(?:s|ment)?|paid|fees?)\b/iu],
	],
};

const clause = String.raw`(?:^|[，。；：！？、“”「」\s])`;
const saidChinese = '(?:表示|指出|强调|透露|介绍|坦言|宣布|预计|估算|估计|认为|承诺|声称|回应|称|说)';
const chinese: Cues = {
	modal:
		/(?:将(?!军|近|来的|要素|其|该|此|这|原|由|从|把|以|信用|补贴|数据|资金|部分)|计划(?=[^，。]{2})|预计|预期|拟(?!人|合|议)|有望|力争|争取|打算|目标是|旨在|(?<!未)承诺|须在|必须在|届时)/u,
	conditional: /(?:如果|一旦|除非|倘若|只要)/u,
	possible: /(?:可能|或许|也许|大概|或将|似乎|据推测|疑似)/u,
	vague:
		/(?:大幅|显著|明显|大量|众多|许多|不少|多数|大部分|绝大多数|广泛|迅速|快速|大规模|极大|数十|上百|数百|上千|近年来不断|越来越)/u,
	superlative:
		/(?:首次|首个|首颗|首家|最大|最高|最快|最长|最多(?!的不是)|最严|唯一|史上|历史性|创(?:下)?(?:历史)?(?:新高|新低|纪录)|前所未有|空前|领先)/u,
	refusal:
		/(?:拒绝(?:置评|回应|透露|评论)|未(?:予)?(?:置评|回应|透露|披露|公布|说明|答复)|不(?:愿|便)(?:透露|置评|具名|评论)|没有(?:回应|透露|公布|说明|披露|答复)|尚未(?:公布|披露|回应|透露|说明))/u,
	anonymous:
		/(?:知情人士|业内人士|消息人士|有关人士|内部人士|市场人士|有人(?:认为|担心|猜)|匿名|不愿(?:透露姓名|具名)|据悉|据传|据了解|有消息称|有观点认为|专家(?:认为|指出|表示)|分析人士|批评者)/u,
	agreement: /(?:签署|签订|协议|协定|备忘录|达成(?:一致|共识)|联合声明|倡议|宣言|条约|公约)/u,
	source: [
		/据([\p{Script=Han}A-Za-z·]{2,16}?)(?:介绍|透露|披露|估算|估计|统计|测算|报告|报道|称|说|的(?:数据|统计|估算))/u,
		new RegExp(
			String.raw`${clause}(?!他|她|它|这|那|有|也|但|而|其|我|你|谁|所|并|却|还|人们|据|如|可)([\p{Script=Han}A-Za-z0-9·（）()]{2,18}?)(?:近日|日前|昨日|今日|昨天|今天|上周|随后|当天|方面|则|也|还|曾|并)?${saidChinese}[，：:“]`,
			'u',
		),
	],
	purposes: [
		['raised', /融资|投资|领投|估值|募集|贷款|入股|增资|基金/u],
		['loss', /损失|亏损|赔付|赔偿|理赔|罚款|减值|计提|保额/u],
		['owed', /现金流|借款|负债|欠款|应收|应付|本息|债务|债券/u],
		['earned', /营业收入|营收|利润|净利|收入|销售额|分红|派息/u],
		['contract', /合同|协议|订单|中标|招标|采购|总价|签约/u],
		['public', /预算|财政|政府|拨款|补贴|经费|议会|部门|公共|省|县|市政/u],
		['cost', /成本|价格|造价|费用|花费|投入|支出|付费|售价/u],
	],
};

export const cues: Record<Locale, Cues> = { en: english, zh: chinese };
