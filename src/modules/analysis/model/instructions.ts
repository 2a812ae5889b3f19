/*
 * Sentences of an article that speak to a machine instead of to readers. They are withheld from a model and can be no
 * evidence; that some get through is assumed: the checks of the answer are the same for all. Pure.
 */

const signs: readonly RegExp[] = [
	/\b(?:ignore|disregard|forget|override|bypass)\b[^.]{0,40}\b(?:instructions?|prompts?|rules?|guidelines?|messages?) (?:above|before|given|so far)\b/i,
	/\b(?:ignore|disregard|forget|override|bypass)\b[^.]{0,60}\b(?:previous|prior|above|earlier|all|any|your|these|the system)\b[^.]{0,40}\b(?:instructions?|prompts?|rules?|guidelines?|context|messages?|directions?)\b/i,
	/\b(?:system|developer|hidden|initial)\s+(?:prompt|message|instructions?)\b/i,
	/\b(?:reveal|print|repeat|output|show|disclose|leak)\b[^.]{0,40}\b(?:prompt|instructions?|api[ -]?key|secrets?|credentials?|password)\b/i,
	/\b(?:you are|act as|pretend to be|behave as|respond as)\b[^.]{0,40}\b(?:an?|the)\b[^.]{0,30}\b(?:assistant|ai|model|chatbot|llm|analyst|evaluator|dan)\b/i,
	/^\W*(?:note|notice|attention|message|dear|hey|to|for)\b[^.]{0,20}\b(?:ai|llms?|language models?|chatbots?|assistants?|automated (?:systems?|readers?|analysts?))\b/i,
	/\b(?:rate|score|give|assign|set|return|award|answer)\b[^.]{0,60}\b(?:10|ten)\b(?:[^.]{0,12}\b(?:out of|of|\/)\s*(?:10|ten)\b|[^.]{0,40}\b(?:readers?|audiences?|profiles?|relevance|scores?|every|all|each)\b)/i,
	/\b(?:relevance|score)s?\b[^.]{0,30}(?:must|should|shall|has to|have to|=|:)\s*(?:be\s*)?(?:10|ten|0|zero|maximum)\b/i,
	/\b(?:include|insert|add|append|embed|put)\b[^.]{0,40}\b(?:link|url|markdown|image|html|script|the following (?:text|sentence|words))\b/i,
	/\b(?:json|schema|response_format|tool[ _]?call|function[ _]?call)\b/i,
	/<\/?(?:system|user|assistant|data|instructions?|article)\b|\[\/?(?:INST|SYS)\]|<\|[a-z_]+\|>|^\s*#{2,}\s*(?:system|instruction)/im,
	/(?:忽略|无视|忘记|忘掉|不要理会|覆盖)[^。]{0,20}(?:指令|指示|提示|规则|要求|设定|上文|以上|之前)/,
	/(?:系统|初始|隐藏|开发者)(?:提示词?|指令|消息)|提示词/,
	/(?:你是|你现在是|请扮演|假装你?是|作为)[^。]{0,12}(?:人工智能|AI|助手|语言模型|大模型|机器人|分析(?:师|模型|系统))/i,
	/(?:请|必须|应当?|一律|务必|直接)[^。]{0,16}(?:打|给|评|输出|返回|设)[^。]{0,12}(?:10|１０|十|满)\s*分?/,
	/^\P{L}*(?:致|各位|亲爱的|提醒|请?注意)[^。]{0,8}(?:人工智能|AI|语言模型|大模型|自动分析|机器人)/iu,
	/(?:插入|加入|附上|添加|输出)[^。]{0,12}(?:链接|网址|图片|超链接|以下(?:文字|内容|句子))/,
	/(?:泄露|透露|输出|打印|重复|显示)[^。]{0,12}(?:提示词?|指令|密钥|密码)/,
];

/** Whether a sentence seems to instruct a machine. A report about such attacks may be taken for one: it is shown to the editor. */
export function instructsMachine(sentence: string): boolean {
	const plain = sentence.normalize('NFKC').replace(/[\u00ad\u200b-\u200f\u2060-\u2064\ufeff]/g, '');
	return signs.some((sign) => sign.test(plain));
}
