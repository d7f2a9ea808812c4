// A photo of a phone has more pixels than a paper needs: made smaller before it is sent. Other files stay as they are.
"use strict";
function smallerPhoto(file) {
  var LONGEST = 2000;
  if (!/^image\/(jpeg|png)$/.test(file.type) || !window.createImageBitmap) return Promise.resolve(file);
  return createImageBitmap(file).then(function (image) {
    var scale = Math.min(1, LONGEST / Math.max(image.width, image.height));
    if (scale === 1 && file.size < 1000000) return file;
    var canvas = document.createElement("canvas");
    canvas.width = Math.round(image.width * scale);
    canvas.height = Math.round(image.height * scale);
    var paint = canvas.getContext("2d");
    // A JPEG knows nothing that shows through: it would be black.
    paint.fillStyle = "#fff";
    paint.fillRect(0, 0, canvas.width, canvas.height);
    paint.drawImage(image, 0, 0, canvas.width, canvas.height);
    return new Promise(function (done) {
      canvas.toBlob(function (blob) {
        done(blob && blob.size < file.size ? new File([blob], file.name.replace(/\.\w+$/, "") + ".jpg", { type: "image/jpeg" }) : file);
      }, "image/jpeg", 0.82);
    });
  }).catch(function () { return file; });
}
