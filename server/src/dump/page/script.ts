import { createHash } from 'node:crypto'

/** Copies code, enlarges pictures. The page reads well without it. */
export const SCRIPT = `
(function(){
var box=document.querySelector('dialog'),big=box.querySelector('img'),done=document.body.dataset.copied;
function copy(text){if(navigator.clipboard)return navigator.clipboard.writeText(text);
var area=document.createElement('textarea');area.value=text;document.body.append(area);area.select();
var ok=document.execCommand('copy');area.remove();return ok?Promise.resolve():Promise.reject()}
document.addEventListener('click',function(event){
var target=event.target;if(!(target instanceof Element))return;
var button=target.closest('.copy');
if(button){var label=button.textContent;copy(button.closest('figure').querySelector('code').textContent).then(function(){
button.textContent=done;setTimeout(function(){button.textContent=label},1500)},function(){});return}
var picture=target.closest('.picture');
if(picture){var small=picture.querySelector('img');big.src=small.src;big.alt=small.alt;big.className='fit';box.showModal();return}
if(target===big&&big.className==='fit'&&(big.naturalWidth>big.clientWidth)){big.className='';return}
if(box.open&&target.closest('dialog'))box.close()
})})();
`.trim()

/** Nothing is loaded from anywhere, and no script runs but the one above: even a mistake in escaping stays harmless. */
export const CONTENT_POLICY = [
  "default-src 'none'",
  'img-src data:',
  "style-src 'unsafe-inline'",
  `script-src 'sha256-${createHash('sha256').update(SCRIPT).digest('base64')}'`,
  "base-uri 'none'",
  "form-action 'none'",
].join('; ')
