"""The kind of answer that a question asks for (a price, a date, a number, how long, a person), and whether a text holds one.

Rules, not a model: each names what a question opens with and what an answer cannot do without. A question that no rule knows
asks for nothing in particular, and every text will do. The weights follow how many of the judge's training questions of a kind are
answered by a text that holds none: 0.3 % of "number", 8 % of "dose", 47 % of "person".

What `is_own` is looked for in the sentence, the headings above it and the lead-in of its list: "common, in one person in ten: cramp"
tells nothing of the dry mouth that the next sentence names.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_NUMBER_WORDS = (
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|"
    r"nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundreds?|thousands?|millions?|dozens?|half|third|quarter|"
    r"once|twice|thrice|single|double|first|second|both|several|few|couple|majority|most|minority|all|none|no)"
)
_TIME_UNITS = r"(?:seconds?|minutes?|mins?|hours?|hrs?|h|days?|nights?|weeks?|wks?|months?|years?|yrs?|decades?|lifelong|lifetime)"
_MONTHS = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|"
    r"dec(?:ember)?|(?:(?<=in )|(?<=of )|(?<=\d ))may|may(?= \d))"
)
# no mistyped "does": "what dose it do"; what to do about a missed dose is asked for no amount
_DOSE = (
    r"(?<!missed )(?<!missing )(?<!forgotten )(?<!forgot )(?<!skipped )(?<!late )(?<!double )(?<!extra )(?<!next )(?:dos(?:e|age|ing)s?)\b"
    r"(?! (?:it|this|that|they|these|a|an|\w+ (?:mean|do|cause|help|work|feel|look|happen))\b)"
)
_AMOUNT = (
    r"mgs?|milligrams?|g|grams?|kg|µg|μg|mcg|micrograms?|ml|mls|millilit(?:re|er)s?|lit(?:re|er)s?|units?|iu|u|drops?|puffs?|"
    r"tablets?|pills?|capsules?|"
    r"patch(?:es)?|teaspoons?|tablespoons?|cups?|glass(?:es)?|doses?|mmol|meq|gy|hz|joules?|injections?|sprays?|ampoules?|vials?|"
    r"bags?|sachets?|times"
)
_PEOPLE = (
    r"(?:people|persons?|patients?|participants?|volunteers?|women|men|adults?|children|kids|boys|girls|subjects?|babies|infants|"
    r"individuals|"
    r"respondents|members|veterans|students|nurses|doctors|families|couples|cases|controls|teenagers|adolescents)"
)
_NO_AMOUNT = (  # "30 to 75 mg at night" tells how much, not how often
    rf"(?<![\d.,])\d+(?:[.,]\d+)*(?![\d.,]|(?:\s*(?:to|or|and|-|–)\s*\d[\d.,]*)?[\s\u00a0\u2009-]*(?:{_AMOUNT}|cm|mm|°)\b)"
)
# "How much is it?" asks for a price, unless an amount of something was talked of: what a question carries from those before stands behind
# it, "how much is it? (dose, gabapentin)".
_HOW_MUCH_IS_IT = r"^\W*(?:(?:and|so|but|ok)\b,? )*how much (?:is|are|was|were|would) (?:it|that|this|they|these|those)(?: be)?"
_AMOUNTS_TALKED_OF = (
    r"(?:dos(?:e|es|age|ing)|amounts?|mg|quantit\w+|numbers?|levels?|scores?|rates?|risks?|chances?|shares?|percent\w*|loss\w*|los[et]|gain\w*"
    r"|rise\w*|fall\w*|fell|drop\w*|increas\w*|decreas\w*|reduc\w*|chang\w*|differ\w*|weigh\w*|densit\w+|pressure|intake|limits?|max\w*"
    r"|min(?:imum|imal)|normal\w*|usual|daily|average|strength|calor\w+|alcohol|caffeine|salt|water|fluids?|vitamins?|calcium|protein|iron|drink\w*"
    r"|eat\w*|times?|long|often|many|much)\b"
)
_MONEY = (
    r"[$€£¥₹]|\b(?:dollars?|euros?|pounds?|francs?|rupees?|kron(?:er|or)|zloty|usd|eur|gbp|chf|sek|nok|dkk|pln|inr|jpy|cad|aud|"
    r"costs?(?![- ]?(?:effective|benefit))|prices?|pricing|fees?|expens\w+|cheap\w*|"
    r"afford\w*|insurance|reimburs\w*|covered|free|fares?|charges?|paid?|pay(?:s|ments?|ing)?|financ\w+)\b"
)
_ANY_NUMBER = rf"\d|\b{_NUMBER_WORDS}\b"


@dataclass(frozen=True, slots=True)
class AnswerKind:
    """A kind of answer: questions that ask for it, texts that hold it."""

    name: str
    asked: re.Pattern[str]
    held: re.Pattern[str]
    weight: float = 1.0  # how surely a text that holds none does not answer, 0..1
    is_own: bool = False  # the sentence has to hold it itself, or what it stands beneath: a neighbour's is told of something else


def _kind(name: str, asked: str, held: str, *, held_cased: bool = False, weight: float = 1.0, is_own: bool = False) -> AnswerKind:
    return AnswerKind(name, re.compile(asked, re.IGNORECASE), re.compile(held, 0 if held_cased else re.IGNORECASE), weight, is_own)


KINDS = (
    _kind(
        "price",
        r"\b(?:costs?(?![- ]?(?:effective|benefit|(?:[\w-]+ )?(?:lives|life)\b))|prices?|priced|pricing|fees?|afford(?:able)?"
        r"|(?<!\bmy )(?<!\byour )(?:expensive|cheap(?:er|est)?))\b|"  # "my expensive filter" asks for none
        r"\bhow much (?:money|do(?:es)? \w+ charge)|"
        r"\b(?:do|must|would|will|should) (?:i|we|you|people|patients) (?:have to |need to )?pay\b|\bset (?:me|you|us|one) back\b|"
        rf"{_HOW_MUCH_IS_IT}\W*$(?<!\))|{_HOW_MUCH_IS_IT}\W*\((?!.*\b{_AMOUNTS_TALKED_OF})",
        _MONEY,
        weight=0.6,
    ),
    _kind(  # "How much is one infusion": how much of it is given is no price
        "price of a thing",
        rf"\bhow much (?:is|are|was|were) (?:an?|one|each|the) (?!.*\b{_AMOUNTS_TALKED_OF})"
        r"(?!.*\b(?:portion|serving|unit|glass|cup|pinch|share|part)s?\b)(?:[\w-]+ ){0,3}[\w-]+\W*$",
        _MONEY,
    ),
    _kind(
        "date",
        r"\b(?:what|which|in what|in which) (?:year|month|decade|date)\b|^(?:and )?when (?:was|were|did)\b.{0,60}"
        r"\b(?:approve|licen[sc]e|invent|discover|found|publish|introduc|synthesi[sz]|regulat|first (?:used?|made|describ|report))\w*",
        rf"\b(?:1[5-9]|20)\d\d\b|\b(?:1[5-9]|20)\d0s\b|\b{_MONTHS}\b|\b(?:century|(?:twen|thir|for|fif|six|seven|eigh|nine)ties)\b",
    ),
    _kind(
        "onset",
        r"\bhow (?:soon|quick(?:ly)?|fast|rapidly|long (?:before|until|till))\b|\bhow long (?:does|do|did|will|would|can|might) "
        r"(?:(?:it|this|that|they)(?: \w+)? take\b|.{1,50}\b(?:take to|to (?:work|kick in|act|start|help)|before|until|till)\b)|"
        r"\bwhen (?:does|do|did|will|would|can|could|should|might) .{1,60}\b(?:work(?:ing)?|kick in|act|notice|feel|help)\b|"
        r"\bonset\b(?! of age)",
        r"\b(?:within|immediate\w*|instant\w*|at once|straight away|right away|rapid\w*|quick\w*|fast\w*|soon\w*|slow\w*|gradual\w*|"
        r"onset|start\w*|beg[aiu]n\w*|first|early|earl(?:ier|iest)|already|peak\w*|reach\w*|takes?|took|taking|needs?|"
        r"appear\w*|emerge\w*|notice\w*|same day|as (?:little|few) as)\b|"
        rf"\b(?:in|after|by|at|over|until|between) (?:\w+ ){{0,3}}(?:\d|{_NUMBER_WORDS}\b|a |an |the |few|some).{{0,24}}\b{_TIME_UNITS}\b|"
        rf"\d\s*{_TIME_UNITS}\b|\b{_NUMBER_WORDS} {_TIME_UNITS}\b",
        weight=0.6,
    ),
    _kind(
        "duration",
        r"\bhow (?:long|many (?:seconds|minutes|hours|days|weeks|months|years))\b(?! is the)",
        rf"(?:\d|\b{_NUMBER_WORDS}\b|\b[a-z]+)[\s-]*\b{_TIME_UNITS}\b|\b(?:immediate\w*|instant\w*|long|short|brief\w*|rapid\w*|"
        rf"quick\w*|permanent\w*"
        r"|li(?:fe|ves)|temporar\w*|transient\w*|chronic|indefinite\w*|soon|fast|slow\w*)\b",
    ),
    _kind(
        "number",
        r"\bhow (?:many(?! times)|common|high|low|big|large|tall)\b|\bhow much(?! (?:better|worse|more|less))\b|"
        r"\b(?:what|which) (?:\w+ )?(?:number|rate|amount|range|score)\b|"
        r"\bnumber of\b|\bwhat (?:is|are|was|were) the (?:\w+ ){0,2}(?:prevalence|incidence)\b",
        _ANY_NUMBER
        + r"|%|\b(?:common\w*|rare\w*|often|frequent\w*|seldom|usual\w*|daily|weekly|monthly|yearly|adults?|child\w*|many|percent\w*|"
        r"modest\w*|small|large|slight\w*|minimal\w*|"
        r"considerabl\w*|substantial\w*)\b",
    ),
    _kind(
        "occurrence",
        r"\bhow (?:common|frequent|rare|widespread|likely|prevalent|unusual)\b|\bhow often (?:does|do|did|is|are) .{0,50}"
        r"\b(?:happen|occur|arise|cause|affect|come back|recur)|\b(?:prevalence|incidence|frequency)\b",
        rf"%|{_NO_AMOUNT}|\b(?:per ?cent|common\w*|rar(?:e|ely|er|est|ity)|often|frequen\w*|seldom|usually|unusual|likel\w*|unlikely|"
        rf"typical\w*|most\w*|many|{_NUMBER_WORDS}|every|each|never|always|sometimes|occasional\w*|nearly|almost|sporadic|widespread|prevalen\w*|"
        r"inciden\w*|exception\w*|\w*fold|reported|unknown|not known|risks?|chances?)\b",
        is_own=True,
    ),
    _kind(
        "quantity",
        r"\bhow (?:many(?! times)|much(?!.{0,40}\b(?:costs?|charged?|pay|paid)\b)"
        r"(?! (?:better|worse|more|less|of a|is known|longer|pain|does (?:it|this|that) (?:hurt|help|matter)|"
        r"(?:it|this|that|they) (?:hurts?|helps?|matters?))))\b",
        rf"\d|%|\b(?:{_NUMBER_WORDS}|\w+teen|\w+ty|halv\w+|\w*fold|doubl\w*|tripl\w*|fewer|not|nearly|little|enough|free|more|less|every|"
        r"never|only|per cent|pair|unlimited|maximum|same|chang\w*|differ\w*|similar|unchanged|everyone|nobody|lots?|entire\w*|whole|"
        r"slight\w*|small|large|high\w*|low\w*|reduc\w*|increas\w*|plenty|modest\w*|usual\w*|normal\w*|much|unknown|unclear|later|as|"
        r"rest|lifelong)\b",
        is_own=True,
    ),
    _kind(
        "accuracy",
        r"\bhow (?:accurate|reliable|sensitive|specific|exact|trustworthy)\b|\b(?:accuracy|sensitivity|specificity) of\b",
        r"\d|%|\b(?:accura\w*|inaccura\w*|sensitiv\w*|specific\w*|reliab\w*|unreliab\w*|false\w*|detect\w*|finds?|found|miss(?:es|ed|ing)?|"
        r"predict\w*|exact\w*|precis\w*|correct\w*|errors?|certain\w*|wrong\w*|valid\w*|agree\w*|gold standard|best|poor\w*|good|half|all|"
        r"most|none|rule[sd]? (?:it )?out|exclude\w*|confirm\w*|reproduc\w*|vague|rough\w*|trust\w*|unknown|"
        r"not (?:been )?(?:known|tested))\b",
        is_own=True,
    ),
    _kind(
        "effect",
        r"\bhow (?:effective|efficacious|well (?:does|do|did)|successful)\b|\b(?:effectiveness|efficacy) of\b",
        r"\d|%|\b(?:effect\w*|ineffect\w*|efficac\w*|reduc\w*|improv\w*|better|reliev\w*|relief|eas(?:e|ed|es|ing)|help\w*|benefit\w*|fewer|"
        r"less|lower\w*|respon\w*|clear\w*|success\w*|cure[sd]?|prevent\w*|work(?:s|ed|ing)?|useful|useless|evidence|differ\w*|superior|"
        r"inferior|fail\w*|half|thirds?|most|many|all|none|few|protect\w*|good|poor\w*|small|large|modest\w*|moderate\w*|well|best|fall\w*|"
        r"fell|drop\w*|gain\w*|recover\w*|remission|surviv\w*|stop(?:s|ped)|heal\w*|rates?|risks?|decreas\w*|increas\w*|shorten\w*|"
        r"lessen\w*|outcome\w*|result\w*|advantag\w*|disappoint\w*|doubt\w*|control\w*|unchanged|unknown)\b",
        is_own=True,
    ),
    _kind(
        "funder",
        r"\bwho (?:has |had )?(?:funded|financed|sponsored|paid for)\b|\bwho (?:was|were|is|are) the (?:funders?|sponsors?)\b",
        r"\b(?:fund\w*|paid|pay\w*|sponsor\w*|grants?|support\w*|financ\w*|foundation|compan(?:y|ies)|manufacturer\w*|makers?|donat\w*|money|"
        r"insur\w*|state|government|council|charit\w*|budget|free|NHS|institut\w*|societ\w*|award\w*)\b",
    ),
    _kind(
        "age",
        r"\b(?:what|which) ages?\b|\bhow old\b|\bage (?:of onset|at onset|limit)\b",
        r"\bag(?:e|ed|es|ing)\b|\b(?:years?|year-?olds?|child\w*|adults?|infan\w*|bab(?:y|ies)|birth|born|newborn\w*|teen\w*|puberty|"
        r"adolesc\w*|menopaus\w*|elderly|young\w*|old\w*|decades?|months?|weeks?|kids?|boys?|girls?|lifetime|midlife|\w+ties)\b|"
        r"\b(?:over|under|above|below) \d",
    ),
    _kind(
        "frequency",
        r"\bhow (?:often|frequent(?:ly)?|regularly|many times)\b",
        r"\b(?:every|each|per|once|twice|thrice|daily|weekly|monthly|yearly|annual\w*|nightly|hourly|times|frequent\w*|often|regular\w*|rare\w*|"
        r"seldom|common\w*|usual\w*|always|never|sometimes|occasional\w*|mornings?|evenings?|nights?|hours?|days|weeks|months|years|again|"
        r"repeat\w*)\b|%|\b(?:\d+|one) (?:in|out of)\b|\ba (?:day|week|month|year)\b",
    ),
    _kind(
        "dose",
        rf"\b{_DOSE}.{{0,40}}\b(?:given|used|taken|tested|tried|start\w*|recommend\w*)|"
        rf"\b(?:what|which|usual|normal|typical|standard|recommended|starting|initial|max(?:imum)?|highest|lowest|top|lethal|right|"
        rf"correct|daily|adult)"
        rf"(?: \w+){{0,3}} {_DOSE}|\b{_DOSE} of\b|^(?:and )?(?:the )?(?:\w+ ){{0,2}}{_DOSE}\??$|"
        r"\bhow (?:many|much) (?:mg|mgs|milligrams?|grams?|micrograms?|mcg|ml|millilit\w+|units?|tablets?|pills?|capsules?|puffs?)\b|"
        r"\bwhat (?:mg|milligrams?)\b|\bwhat strength\b(?! of evidence)",
        rf"(?:\d|\b{_NUMBER_WORDS})[\s\u00a0\u2009-]*(?:%|(?:{_AMOUNT})\b)|\bper (?:kg|kilo\w*)\b|/kg\b",
        weight=0.6,
    ),
    _kind(
        "share",
        r"\b(?:what|which) (?:\w+ )?(?:percent(?:age)?|proportion|fraction|share)\b|\bhow many (?:percent|per cent|in (?:ten|a hundred))\b|"
        r"\b(?:percentage|proportion|share|fraction) of\b|\b(?:success|response|cure|failure|survival|recurrence|relapse|death|"
        r"mortality) rates?\b|"
        r"\bwhat are the (?:odds|chances)\b",
        rf"%|\bper ?cent\w*|(?:\d|\b{_NUMBER_WORDS}) (?:\w+ )?(?:out of|in(?: every)?|of) (?:\w+ )?(?:\d|{_NUMBER_WORDS}\b)|"
        r"\b(?:half|thirds?|quarters?|majority|minority|nearly all|almost all|all|none|few|rates?|rare\w*|one in)\b|"
        r"\b(?:most|many) (?:of|people|patients|women|men|children|adults|cases|who)\b",
    ),
    _kind(
        "sample",
        rf"\b(?:how many|number of) {_PEOPLE}\b.{{0,40}}\b(?:took part|take part|part in|enrol\w*|includ\w*|recruit\w*|stud(?:y|ied)|trial|"
        r"randomi[sz]ed|tested|followed|in (?:it|the (?:group|arm)))\b|\bhow (?:big|large|small) was the (?:\w+ )?(?:study|trial|"
        r"sample|group)\b|\bsample size\b",
        rf"\bn ?= ?\d|(?:\d|\b{_NUMBER_WORDS}\b)(?: [\w-]+){{0,6}} (?:{_PEOPLE}|rats?|mice|animals?|dogs?|hands|eyes|knees)\b|"
        rf"\b{_PEOPLE}\b.{{0,30}}\d",
        weight=0.5,
    ),
    _kind(
        "harm",
        r"\bside[ -]?effects?\b|\b(?:unwanted|adverse|bad|undesired) (?:effects?|reactions?|events?)\b|\bwhat (?:can|could|"
        r"might) go wrong\b",
        r"%|\bside[ -]?effects?\b|\b(?:adverse|unwanted|undesired|untoward|harm\w*|risks?|danger\w*|complication\w*|reactions?|"
        r"toxic\w*|toler\w*|safe\w*|"
        r"discontinu\w*|withdr[ae]w\w*|overdos\w*|warn\w*|problems?|mild|severe|serious|(?:may|can|could|might|"
        r"sometimes) (?:also )?(?:caus\w*|feel|make|experience|have|get|lead|be)|"
        r"nausea\w*|vomit\w*|dizz\w*|drows\w*|sleep(?:y|iness)|sedat\w*|headaches?|rash\w*|itch\w*|bleed\w*|constipat\w*|diarrh\w*|"
        r"dry|sore\w*|swell\w*|"
        r"bruis\w*|infect\w*|hallucinat\w*|dissociat\w*|weight|sweat\w*|tired\w*|fatigue|upset|blurr\w*|confus\w*|weak\w*|numb\w*|"
        r"light-?headed\w*)\b",
        weight=0.6,
    ),
    _kind(
        "exclusion",
        r"\bwho (?:should|must|can|may|could|ought)(?: not|n['’]?t)\b|\bwho (?:is|are) (?:it|they|this) not (?:for|suitable|safe)\b|"
        r"\bcontra-?indicat\w*|\bwho (?:should|must) (?:avoid|stay away)\b|\bnot (?:suitable|safe|meant) for whom\b",
        r"\bnot\b|n['’]t\b|\b(?:no|never|avoid\w*|contra-?indicat\w*|unsuitable|exclu\w*|caution\w*|allerg\w*|pregnan\w*|risk\w*|"
        r"unless|except\w*|"
        r"without|unsafe|inappropriate|refus\w*|declin\w*|turn(?:ed)? away|only|must|until|instead|history of|warn\w*|harm\w*)\b",
        weight=0.6,
    ),
    _kind(
        "comparison",
        r"\b(?:better|worse|safer|stronger|weaker|faster|slower|cheaper|riskier|(?:more|less) \w+) than\b|\bcompared? (?:to|with)\b|"
        r"\bversus\b|\bvs\b|\bwhich (?:one )?(?:is|was|works?|worked) (?:better|best|safer|stronger|more|less|faster)\b",
        r"\bthan\b|\b(?:compar\w*|versus|vs|superior\w*|inferior\w*|similar\w*|equal\w*|equivalen\w*|alike|same|differ\w*|unlike|"
        r"whereas|while|rather|more|less|fewer|better|worse|best|worst|most|least|higher|lower|greater|smaller|stronger|weaker|"
        r"faster|slower|safer|head[- ]to[- ]head|outperform\w*|surpass\w*|advantage\w*|in contrast|against|both|neither|instead)\b",
        weight=0.1,
    ),
    _kind(
        "maker",
        r"\bwho (?:first )?(?:invented|discovered|created|synthesi[sz]ed|devised|isolated|pioneered|patented)\b",
        r"\b(?:invent|discover|creat|develop|synthesi[sz]|devis|isolat|pioneer|patent|design|descri|propos)\w*|"
        r"\b(?:made|found|came up|author)\b",
    ),
    _kind(  # how long relief lasts tells nothing of when a drug is gone
        "elimination",
        r"\bhow long (?:does|do|did|will|would|can) .{1,60}\b(?:stay|remain|linger|be|last) in (?:(?:your|the|my|our|one's|people's) )?"
        r"(?:body|system|blood(?:stream)?|urine)\b",
        r"half-?li(?:fe|ves)|\b(?:clear|eliminat|excret|wash|metaboli|detect|accumulat|remain|stay|persist|linger)|\b(?:body|system|blood\w*|urine|"
        r"plasma|serum|tissues?|levels?|gone|broken down|still there|fades?|breast milk)\b",
        weight=0.6,
        is_own=True,
    ),
    _kind(
        "professional",
        r"\b(?:what|which) (?:(?:kind|sort|type) of )?(?:doctor|specialist|consultant|surgeon|physician|therapist|clinic|department)s?\b"
        r"(?=.{0,40}\b(?:treats?|deals?|handles?|looks?|sees?|go(?:es)?|do(?:es)?|performs?|diagnos\w+|prescribes?|need(?:ed)?|ask)\b)",
        r"\b(?:doctors?|physicians?|specialists?|consultants?|surgeons?|gps?|(?:general )?practitioners?|nurses?|\w*therapists?|dentists?|"
        r"pharmacists?|midwi\w+|psychologists?|clinics?|hospitals?|departments?|centres?|centers?|teams?|providers?|clinicians?|"
        r"\w{3,}(?:ologists?|iatricians?|iatrists?|opaths?)|family medicine|primary care)\b",
        weight=0.8,
    ),
    _kind(
        "person",
        r"^(?:and )?who\b(?! (?:should|can|could|may|must|shouldn|can't|gets?|is at|is affected|suffers?|has it|have))(?=.{0,40}\b"
        r"(?:invent\w*|discover\w*|wrote|found\w*|develop\w*|author\w*|conduct\w*|led|made|first|synthesi[sz]ed|paid|funded|won|did|"
        r"runs?|decides?|treats?|prescribes?))"
        r"|\b(?:which|what) (?:doctor|scientist|chemist|researcher|author|pathologist|physician|person)\b",
        # somebody's name (two words in capitals, "et al."), or who by office
        r"\b[A-Z][\w'’-]+ (?:[A-Z]\. ?)*[A-Z][\w'’-]+|\bet al\b|\b[A-Z]\. ?[A-Z][a-z]+|\b"
        r"(?i:dr|prof(?:essor)?|doctors?|physicians?|clinicians?|providers?|chemists?|scientists?|researchers?|authors?|"
        r"specialists?|nurses?|therapists?|team|company|institut\w+|universit\w+|foundation|fund(?:ed|ing|s))\b",
        held_cased=True,
        weight=0.1,
    ),
)


def asked_kinds(question: str) -> tuple[AnswerKind, ...]:
    """The kinds of answer the question asks for; mostly none."""
    question = " ".join(question.split())
    return tuple(kind for kind in KINDS if kind.asked.search(question))


def lacks(kinds: tuple[AnswerKind, ...], around: str, own: str | None = None) -> float:
    """How surely one of these kinds is lacking, 0..1; 0 where no kind is asked for.

    `around` is a sentence with its neighbours, `own` the sentence with what it stands beneath; the former where only that is known.
    """
    own = around if own is None else own
    return max((kind.weight for kind in kinds if kind.held.search(own if kind.is_own else around) is None), default=0.0)
