import { ChatMessage, EngineError } from '../chat-model.js';
import { LlamaLibrary, LlamaModel, Token } from './llama-library.js';

// Of the private use area: no template looks for them, and what people type loses them before.
const OPEN = '\ue0f0';
const CLOSE = '\ue0f1';
const MARK = new RegExp(`${OPEN}(\\d+)${CLOSE}`);

export type ToTokens = (messages: readonly ChatMessage[]) => Token[];

/**
 * Makes prompts of a model by the chat template in its own file. The template is rendered over marks, so that only what it says itself
 * becomes control tokens: "<|im_end|>" in a message is those ten characters and ends nothing.
 *
 * @throws EngineError REJECTED when the model has no chat template
 */
export function chatTemplate(library: LlamaLibrary, model: LlamaModel): ToTokens {
  const source = model.fileInfo.metadata.tokenizer?.chat_template;
  if (!source) throw new EngineError('REJECTED', 'the model’s file has no chat template');
  const template = new library.Template(source);
  const { LlamaText, SpecialTokensText } = library.text;
  const { bos, bosString, eosString, shouldPrependBosToken } = model.tokens;

  return (messages) => {
    const contents = messages.map(({ content }) => content.replaceAll(OPEN, '').replaceAll(CLOSE, ''));
    let rendered: string;
    try {
      rendered = template.render({
        messages: messages.map(({ role }, at) => ({ role, content: `${OPEN}${at}${CLOSE}` })),
        add_generation_prompt: true,
        bos_token: bosString ?? '',
        eos_token: eosString ?? '',
      });
    } catch (cause) {
      throw new EngineError('REJECTED', 'the model’s chat template refuses these messages', { cause });
    }
    // Every second part is the number of a message.
    const parts = rendered.split(MARK);
    const placed = new Set(parts.filter((_part, at) => at % 2 === 1));
    if (placed.size !== messages.length) {
      throw new EngineError('REJECTED', 'the model’s chat template leaves messages out');
    }
    const text = parts.map((part, at) => (at % 2 === 1 ? contents[Number(part)] : new SpecialTokensText(part)));
    const tokens = new LlamaText(text).tokenize(model.tokenizer);
    return shouldPrependBosToken && bos !== null && tokens[0] !== bos ? [bos, ...tokens] : tokens;
  };
}
